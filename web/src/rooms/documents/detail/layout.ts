/** Where the boxes of a document chain stand: columns from what came first to what came last, edges between them. */
import type { ChainEdge, ChainNode } from '@/api/types'

export const BOX = { width: 216, height: 62, gapX: 92, gapY: 14, edge: 6 }

export interface Placed {
  node: ChainNode
  column: number
  x: number
  y: number
}

export interface Drawn {
  edge: ChainEdge
  path: string
  x: number // of its label
  y: number
}

export interface Picture {
  boxes: Placed[]
  edges: Drawn[]
  width: number
  height: number
}

/** The column of each node: one behind the last of those it came from. Circles, which there are none of, would end. */
export function columnsOf(nodes: ChainNode[], edges: ChainEdge[]): Map<string, number> {
  const columns = new Map(nodes.map((node) => [node.id, 0]))
  for (let round = 0; round < nodes.length; round++) {
    let moved = false
    for (const { source, target } of edges) {
      const behind = (columns.get(source) ?? 0) + 1
      if ((columns.get(target) ?? 0) < behind && behind < nodes.length) {
        columns.set(target, behind)
        moved = true
      }
    }
    if (!moved) break
  }
  return columns
}

/** The whole picture in pixels. Within a column, boxes stand at the height of what they came from. */
export function layout(nodes: ChainNode[], edges: ChainEdge[]): Picture {
  const columns = columnsOf(nodes, edges)
  const count = Math.max(0, ...columns.values()) + (nodes.length ? 1 : 0)
  const rows = new Map<string, number>()
  const step = BOX.height + BOX.gapY
  const boxes: Placed[] = []
  const order = [...nodes].sort((a, b) => (a.business_on === b.business_on ? Number(BigInt(a.id) - BigInt(b.id)) : a.business_on < b.business_on ? -1 : 1))
  for (let column = 0; column < count; column++) {
    const here = order.filter((node) => columns.get(node.id) === column)
    const wish = (node: ChainNode): number => {
      const from = edges.filter((edge) => edge.target === node.id && rows.has(edge.source)).map((edge) => rows.get(edge.source)!)
      return from.length ? from.reduce((a, b) => a + b, 0) / from.length : 0
    }
    let free = 0
    for (const { node, row } of here.map((one) => ({ node: one, row: wish(one) })).sort((a, b) => a.row - b.row)) {
      const at = Math.max(free, Math.round(row))
      rows.set(node.id, at)
      free = at + 1
      boxes.push({ node, column, x: BOX.edge + column * (BOX.width + BOX.gapX), y: BOX.edge + at * step })
    }
  }
  const place = new Map(boxes.map((box) => [box.node.id, box]))
  const drawn = edges.flatMap((edge): Drawn[] => {
    const [from, to] = [place.get(edge.source), place.get(edge.target)]
    if (!from || !to) return []
    const [x1, y1, x2, y2] = [from.x + BOX.width, from.y + BOX.height / 2, to.x, to.y + BOX.height / 2]
    const bend = Math.max(24, (x2 - x1) / 2)
    return [{ edge, path: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2 - 5} ${y2}`, x: x2 - BOX.gapX / 2, y: x2 - x1 > BOX.gapX ? y2 - 6 : (y1 + y2) / 2 - 6 }]
  })
  const most = Math.max(0, ...rows.values())
  return { boxes, edges: drawn, width: 2 * BOX.edge + count * (BOX.width + BOX.gapX) - BOX.gapX, height: 2 * BOX.edge + (most + 1) * step - BOX.gapY }
}
