import type { Arrow, Item, Scene } from '../../shared/results/diagrams/scene'

const arrows: Readonly<Record<string, Arrow>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
}

export const arrowOf = (key: string): Arrow | undefined => arrows[key]

type Keyed = Item & Required<Pick<Item, 'key' | 'box'>>

/** The things of a scene that can be walked to, in their order. */
export const keyedItems = ({ items }: Scene): Keyed[] =>
  items.filter((i): i is Keyed => i.key !== undefined && i.box !== undefined)

/** Where an arrow goes from an item: where the scene says, else to the nearest item in its direction; undefined where there is none. */
export function stepFrom(scene: Scene, key: string, arrow: Arrow): string | undefined {
  const all = keyedItems(scene)
  const from = all.find(i => i.key === key)
  if (!from) return all[0]?.key
  if (from.to) return from.to[arrow]
  const [x, y] = middle(from)
  let best: { key: string; far: number } | undefined
  for (const item of all) {
    const [dx, dy] = [middle(item)[0] - x, middle(item)[1] - y]
    const [ahead, aside] = { up: [-dy, dx], down: [dy, dx], left: [-dx, dy], right: [dx, dy] }[arrow] as [
      number,
      number,
    ]
    // Within a quarter turn of the arrow; what lies aside counts as farther.
    if (item === from || ahead <= 1 || Math.abs(aside) > 2.5 * ahead) continue
    const far = ahead + 2 * Math.abs(aside)
    if (!best || far < best.far) best = { key: item.key, far }
  }
  return best?.key
}

const middle = ({ box }: Keyed): [number, number] => [box.x + box.width / 2, box.y + box.height / 2]
