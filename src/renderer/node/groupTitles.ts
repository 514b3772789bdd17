import type { Group } from '../../shared/node'

export const groupTitles: Readonly<Record<Group, string>> = {
  data: 'Data',
  table: 'Table',
  prep: 'Prepare',
  model: 'Models',
  result: 'Evaluate and explain',
  output: 'Output',
}

/** What the browser hands over when an entry of the palette is dragged. */
export const dragType = 'application/x-lathe-node'
