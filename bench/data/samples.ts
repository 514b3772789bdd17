import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Sample } from '../../src/compute/testing/nodeBench'
import { Random } from '../../src/compute/random/random'

export const features = 20
const clusters = 8

/**
 * n rows of 20 features from eight overlapping clouds, neighbours correlated, so that Lloyd's iterations are still moving after ten; a linear
 * target with noise, and a class with a probability that is logistic in the features. The same rows for the same n.
 */
export function sample(n: number): Sample {
  const random = new Random(1)
  const centres = Array.from({ length: clusters * features }, () => 0.8 * random.normal())
  const slopes = Array.from({ length: features }, () => random.normal())
  const x = Array.from({ length: features }, () => new Float64Array(n))
  const y = new Float64Array(n)
  const label = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const cloud = random.integer(clusters)
    let before = 0
    let line = 0
    for (let j = 0; j < features; j++) {
      before = 0.5 * before + random.normal()
      x[j][i] = centres[cloud * features + j] + before
      line += slopes[j] * x[j][i]
    }
    y[i] = 3 + line + random.normal()
    label[i] = random.uniform() < 1 / (1 + Math.exp(-0.3 * line)) ? 1 : 0
  }
  return { x, y, label }
}

/** The sample as raw doubles, column after column, for a peer to read. */
export async function writeSample(path: string, { x, y, label }: Sample): Promise<void> {
  if (existsSync(path)) return
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, Buffer.concat([...x, y, label].map(column => Buffer.from(column.buffer))))
}
