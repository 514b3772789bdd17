// Adds the parts of sums that were cut into batches, from first to last.
@group(0) @binding(0) var<storage, read> parts: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let quads = (p.n + 3u) / 4u;
  let row = id.x / quads;
  let column = id.x % quads * 4u;
  if (row >= p.m) { return; }
  var sum = vec4f();
  for (var s = 0u; s < p.k; s++) {
    for (var j = 0u; j < min(4u, p.n - column); j++) { sum[j] += parts[(s * p.m + row) * p.n + column + j]; }
  }
  store(0u, row, column, sum);
}
