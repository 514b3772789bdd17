// Ends a step: one workgroup sums the lanes of one row of `sums`. Row j ≤ cols: θ_j moves along its slope and, where there is an l1
// penalty, towards 0; slopes[j] keeps the change ÷ rate. Row cols + 1: losses[iteration] = mean squared error.
@group(0) @binding(0) var<storage, read> sums: array<f32>;
@group(0) @binding(1) var<storage, read> penalties: array<vec2f>;
@group(0) @binding(2) var<storage, read_write> theta: array<f32>;
@group(0) @binding(3) var<storage, read_write> slopes: array<f32>;
@group(0) @binding(4) var<storage, read_write> losses: array<f32>;
struct Parameters { cols: u32, stride: u32, iteration: u32, intercept: u32, inverseTotal: f32, rate: f32 }
@group(0) @binding(5) var<uniform> p: Parameters;
var<workgroup> parts: array<f32, 64>;

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_id) id: vec3u, @builtin(workgroup_id) group: vec3u) {
  let j = group.x;
  var part = 0.0;
  for (var lane = id.x; lane < p.stride; lane += 64u) { part += sums[j * p.stride + lane]; }
  parts[id.x] = part;
  workgroupBarrier();
  if (id.x != 0u) { return; }
  var sum = 0.0;
  for (var i = 0u; i < 64u; i++) { sum += parts[i]; }
  let mean = sum * p.inverseTotal;
  if (j == p.cols + 1u) {
    losses[p.iteration] = mean;
    return;
  }
  if (j == p.cols && p.intercept == 0u) { return; }
  let before = theta[j];
  let penalty = penalties[j];
  let moved = before - p.rate * (mean + penalty.y * before);
  let after = sign(moved) * max(0.0, abs(moved) - p.rate * penalty.x);
  theta[j] = after;
  slopes[j] = (after - before) / p.rate;
}
