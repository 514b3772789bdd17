// One step of gradient descent for every coefficient, without a word to the host: z' = z − rate · g, with
// g = factor · Σ + penalty · z. `history` keeps the objective and the largest |g| of each iteration; below the tolerance nothing moves.
@group(0) @binding(0) var<storage, read> sums: array<f32>;
@group(0) @binding(1) var<storage, read> before: array<f32>;
@group(0) @binding(2) var<storage, read> columns: array<vec2f>;
@group(0) @binding(3) var<storage, read_write> after: array<f32>;
@group(0) @binding(4) var<storage, read_write> weights: array<f32>;
@group(0) @binding(5) var<storage, read_write> history: array<vec2f>;
struct Parameters { count: u32, cols: u32, slot: u32, rate: f32, tolerance: f32 }
@group(0) @binding(6) var<uniform> p: Parameters;

fn slope(m: u32) -> f32 {
  let column = columns[m % p.cols];
  return column.x * sums[m] + column.y * before[m];
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= p.count) { return; }
  var steepest = 0.0;
  var penalty = 0.0;
  for (var m = 0u; m < p.count; m++) {
    steepest = max(steepest, abs(slope(m)));
    penalty += 0.5 * columns[m % p.cols].y * before[m] * before[m];
  }
  let rate = select(p.rate, 0.0, steepest <= p.tolerance);
  let z = before[id.x] - rate * slope(id.x);
  after[id.x] = z;
  weights[id.x] = columns[id.x % p.cols].x * z;
  if (id.x == 0u) { history[p.slot] = vec2f(sums[p.count] + penalty, steepest); }
}
