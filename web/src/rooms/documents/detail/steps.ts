/** The way of a document through its states, as steps to show. */

export interface Step {
  state: string
  tone: 'past' | 'now' | 'next' | 'bad'
}

const ENDS_BADLY = new Set(['reversed', 'cancelled', 'closed_short', 'revised'])

/** Nothing more comes of a document in this state. */
export const isOver = (state: string): boolean => ENDS_BADLY.has(state)

/** `states` are those of the type in their order, `posted` the one that posting leads to. */
export function stepsOf(states: string[], posted: string, state: string, wasPosted: boolean): Step[] {
  const main = states.filter((one) => !ENDS_BADLY.has(one))
  if (!ENDS_BADLY.has(state)) {
    const at = main.indexOf(state)
    // an order that is done in one go was never partly done
    return main.map((one, index) => ({ state: one, tone: index < at ? 'past' : index === at ? 'now' : 'next' }))
  }
  const way = wasPosted || state !== 'cancelled' ? main.slice(0, main.indexOf(posted) + 1) : main.slice(0, 1)
  return [...way.map((one): Step => ({ state: one, tone: 'past' })), { state, tone: 'bad' }]
}
