// What the kernels of a product share; stands behind their own text. Number (i, k) of a side of a product is at
// base + batch · …Batch + i · …Line + k · …Step, in numbers from the start of its binding.
struct Parameters {
  m: u32, n: u32, k: u32,
  // Where the sum is cut into parts of k steps that are batches of their own: all steps of it. Otherwise 0.
  total: u32,
  aBase: u32, aLine: u32, aStep: u32, aBatch: u32,
  bBase: u32, bLine: u32, bStep: u32, bBatch: u32,
  outBase: u32, outLine: u32, outBatch: u32,
  add: u32, biased: u32, biasBase: u32,
  // What negative sums are multiplied by: 1, or 0 for relu and 0.01 for leakyRelu. The three share their pipelines, which take up to 0.9 s
  // to compile on lavapipe; the other functions are variants.
  slope: f32,
}
@group(0) @binding(2) var<storage, read> bias: array<f32>;
@group(0) @binding(3) var<storage, read_write> out: array<f32>;
@group(0) @binding(4) var<uniform> p: Parameters;

fn stepsOf(batch: u32) -> u32 {
  if (p.total == 0u) { return p.k; }
  return min(p.k, p.total - batch * p.k);
}

// Writes four sums of a row, those that lie inside: activate(sum + bias), or activate(out + sum + bias).
fn store(batch: u32, row: u32, column: u32, sums: vec4f) {
  if (row >= p.m || column >= p.n) { return; }
  let at = p.outBase + batch * p.outBatch + row * p.outLine + column;
  let whole = column + 4u <= p.n;
  let count = select(p.n - column, 0u, whole);
  var x = sums;
  if (whole) {
    if (p.add == 1u) { x += vec4f(out[at], out[at + 1u], out[at + 2u], out[at + 3u]); }
    if (p.biased == 1u) {
      let first = p.biasBase + column;
      x += vec4f(bias[first], bias[first + 1u], bias[first + 2u], bias[first + 3u]);
    }
  }
  for (var j = 0u; j < count; j++) {
    if (p.add == 1u) { x[j] += out[at + j]; }
    if (p.biased == 1u) { x[j] += bias[p.biasBase + column + j]; }
  }
  x = activate(select(x, select(x * p.slope, vec4f(), p.slope == 0.0), x < vec4f()));
  if (whole) {
    out[at] = x.x;
    out[at + 1u] = x.y;
    out[at + 2u] = x.z;
    out[at + 3u] = x.w;
  }
  for (var j = 0u; j < count; j++) { out[at + j] = x[j]; }
}
