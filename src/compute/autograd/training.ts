import type { Device } from '../device/device'
import { type Draw, randomPermutation } from '../kernels/random/random'
import { take } from '../kernels/take/take'
import { empty, type Tensor } from '../tensor/tensor'
import type { Optimizer } from './optimizer'
import { Tape, type Variable } from './tape'

export interface Training {
  /** Rows of the data, and how many of them a step takes; the last step of an epoch takes what is left. */
  rows: number
  batch: number
  epochs: number
  /** Draws the order of the rows of every epoch. */
  draw: Draw
  optimizer: Optimizer
  /** The mean loss of these rows (u32 indices); `batchOf` takes them from data. */
  loss: (tape: Tape, rows: Tensor) => Variable
  /** Learning rate of a step (0 … steps − 1), for schedules; the optimizer's own otherwise. */
  rate?: (step: number, steps: number) => number
  /** After every epoch, with the mean loss of its rows, each as it was when its step came. False ends the training. */
  after?: (epoch: number, loss: number) => boolean | void
  signal?: AbortSignal
}

/**
 * Trains by steps on batches in random order, drawn anew on the device for every epoch: the same bits for the same draw. Losses stay on the
 * device and are read once an epoch, which is the only wait besides keeping pace. Returns the mean loss of every epoch.
 * Errors: cancelled, between two steps, when the signal comes.
 */
export async function train(device: Device, training: Training): Promise<number[]> {
  const { rows, batch, epochs, draw, after, signal } = training
  const each = Math.ceil(rows / batch)
  using scope = device.scope()
  const order = empty(scope, [rows])
  const losses = empty(scope, [each])
  const means: number[] = []
  for (let epoch = 0; epoch < epochs; epoch++) {
    const skip = (draw.skip ?? 0) + 4 * Math.ceil(rows / 4) * epoch
    randomPermutation(device, order, { ...draw, skip })
    for (let at = 0; at < each; at++) {
      step(device, training, order, at, epoch * each, losses)
      await device.pace(signal)
    }
    const found = await device.readFloats(losses.buffer, each)
    const mean = found.reduce((sum, loss, at) => sum + loss * countOf(rows, batch, at), 0) / rows
    means.push(mean)
    if (after?.(epoch, mean) === false) break
  }
  return means
}

/** The rows of `data` (n × …, numbers of any kind) that a step takes, as long as its tape lives. */
export function batchOf(tape: Tape, data: Tensor, rows: Tensor): Tensor {
  const out = empty(tape.scope, [...rows.shape, ...data.shape.slice(1)])
  take(tape.device, data, rows, out)
  return out
}

const countOf = (rows: number, batch: number, at: number): number => Math.min(batch, rows - at * batch)

function step(
  device: Device,
  { rows, batch, epochs, optimizer, loss, rate }: Training,
  order: Tensor,
  at: number,
  before: number,
  losses: Tensor,
): void {
  using tape = new Tape(device)
  // A binding begins at a multiple of 256 bytes, a batch anywhere.
  const chosen = empty(tape.scope, [countOf(rows, batch, at)])
  device.copy(order.buffer, 4 * at * batch, chosen.buffer, 0, 4 * chosen.shape[0])
  const found = loss(tape, chosen)
  tape.backward(found)
  optimizer.step(rate?.(before + at, epochs * Math.ceil(rows / batch)))
  device.copy(found.value.buffer, found.value.offset, losses.buffer, 4 * at, 4)
}
