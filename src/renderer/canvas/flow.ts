import type { Edge, Node } from '@vue-flow/core'
import type { Scene } from '../layout/scene'

/** Vue Flow names its elements for people in its own way; the cards do it themselves. */
const unnamed = { 'aria-roledescription': undefined, role: undefined }

/** Everything with a place, as Vue Flow takes it: nodes in the order of the line, then groups and notes. Frames lie below wires, notes
 * above wires and below cards. */
export function flowNodes({ nodes, positions, groups, notes }: Scene): Node[] {
  const made = (id: string, type: string, x: number, y: number, zIndex: number): Node => ({
    id,
    type,
    position: { x, y },
    zIndex,
    focusable: false,
    domAttributes: unnamed,
  })
  const frames = groups.filter(g => !g.group.collapsed)
  const stacks = groups.filter(g => g.group.collapsed)
  return [
    // Between the parts of a frame the canvas is reached.
    ...frames.map(g => ({
      ...made(g.id, 'frame', g.box.x, g.box.y, -2000),
      style: { pointerEvents: 'none' as const },
    })),
    ...nodes.map(n => made(n.id, 'card', ...(positions[n.id] ?? ([0, 0] as const)), 2)),
    ...stacks.map(g => made(g.id, 'stack', g.box.x, g.box.y, 2)),
    ...notes.map(n => made(n.id, 'note', n.box.x, n.box.y, 1)),
  ]
}

export function flowEdges({ edges }: Scene): Edge[] {
  return edges.map(e => ({
    id: e.id,
    type: 'wire',
    source: e.source,
    target: e.target,
    sourceHandle: e.sourcePort,
    targetHandle: e.targetPort,
    selectable: false,
    ariaLabel: `Wire from ${e.source} to ${e.target}`,
  }))
}
