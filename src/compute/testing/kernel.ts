import { expect, it } from 'vitest'
import { soak } from '../../shared/soak.fixture'
import type { Device } from '../device/device'
import type { Scope } from '../device/scope'
import { Random } from '../random/random'

/** A kernel beside its double-precision twin. */
export interface KernelTest<Case> {
  device: Device
  /** One random case; `round` 0 … 49 lets shapes run through what matters (multiples of the tile, one more, one less). */
  random(random: Random, round: number): Case
  /** The ends: empty and single axes, constants, zeros, infinities, whatever the kernel's definition speaks of. */
  degenerate: Readonly<Record<string, Case>>
  /** Runs the kernel: its numbers, in the twin's order. */
  run(scope: Scope, input: Case): Promise<ArrayLike<number>>
  /** The same in double precision. */
  twin(input: Case): ArrayLike<number>
  /**
   * Allowed distance in relation to the larger of |twin| and `scale`; 1e-5 unless the kernel's own comment gives another with its
   * reason. 0 means equal, for what moves or counts.
   */
  tolerance?: number
  /** Size of the terms whose sum an answer is, where they may cancel: distances are in relation to it. 0 unless given. */
  scale?(input: Case): number
}

/** Of the random cases; those of `npm test` hold each shape that a kernel names at least twice. */
const rounds = soak ? 50 : 20

/** Random cases and the degenerate ones, each compared number by number with the twin. */
export function agreesWithTwin<Case>(name: string, test: KernelTest<Case>): void {
  it(`${name}: agrees with its twin on ${rounds} random inputs`, async () => {
    const random = new Random(4)
    for (let round = 0; round < rounds; round++) await compare(`round ${round}`, test, test.random(random, round))
  })
  it.each(Object.entries(test.degenerate))(`${name}: agrees with its twin on %s`, (label, input) =>
    compare(label, test, input),
  )
}

async function compare<Case>(label: string, test: KernelTest<Case>, input: Case): Promise<void> {
  using scope = test.device.scope()
  const [got, want] = [await test.run(scope, input), test.twin(input)]
  expect(got.length, label).toBe(want.length)
  const { tolerance = 1e-5 } = test
  const scale = test.scale?.(input) ?? 0
  for (let i = 0; i < want.length; i++) {
    const [g, w] = [got[i], want[i]]
    // Object.is sees NaN as equal; -0 and 0 are told to be the same.
    if (Object.is(g, w) || g === w) continue
    const apart = Math.abs(g - w)
    if (!(apart <= tolerance * Math.max(Math.abs(w), scale)))
      throw new Error(`${label}: number ${i} of ${want.length} is ${g}, the twin says ${w}`)
  }
}
