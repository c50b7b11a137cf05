/** A named wrapper for the page of each tab: the name lets a closed tab's page be dropped from memory. */
import { type Component, defineComponent, type PropType, type VNode } from 'vue'
import { provideTab } from '@/shared/tabs'

const frames = new Map<string, Component>()

/** The wrapper of one tab; `page` is what the router made for its address. */
export function frame(name: string, key: string): Component {
  const known = frames.get(name)
  if (known) return known
  const made = defineComponent({
    name,
    props: { page: { type: Object as PropType<VNode>, required: true } },
    setup(props) {
      provideTab(key)
      return () => props.page
    },
  })
  frames.set(name, made)
  return made
}
