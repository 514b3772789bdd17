import text from '../../../resources/samples/penguins.csv?raw'
import type { Role } from '../../shared/frame'
import type { Device } from '../device/device'
import type { Frame } from '../frame/frame'
import { frameOf, type TestColumn } from './frames'
import { runType } from './run'

const [head, ...rows] = text
  .trim()
  .split(/\r?\n/)
  .map(line => line.split(','))

/** Columns of the bundled table of penguins, by name; null where a cell is empty. */
export const penguins: Readonly<Record<string, TestColumn>> = Object.fromEntries(
  head.map((name, j) => {
    const cells = rows.map(row => row[j] || null)
    const numbers = cells.every(cell => cell === null || Number.isFinite(Number(cell)))
    return [name, numbers ? cells.map(cell => cell && Number(cell)) : cells] as [string, TestColumn]
  }),
)

/** Every fourth row held out. */
export const penguinParts = rows.map((_, i) => (i % 4 === 3 ? 2 : 0))

/** Their species to be learned from all but the island, and every fourth row held out. */
export const penguinFrame = (): Frame => penguinsOf(Object.keys(penguins), { species: 'target', island: 'ignored' })

/** Some of their columns, every fourth row held out. */
export const penguinsOf = (names: readonly string[], roles: Readonly<Record<string, Role>>): Frame =>
  frameOf(Object.fromEntries(names.map(name => [name, penguins[name]])), { roles, parts: penguinParts })

/** A frame behind some nodes, each as it comes. */
export async function behind(device: Device, frame: Frame, ...types: readonly string[]): Promise<Frame> {
  let made = frame
  for (const type of types) made = (await runType(device, type, made)).frame!
  return made
}
