// Moments of the rows of one chunk in one column, an invocation each: first their mean, then the sums about it, while the chunk is near. So
// the digits of a narrow group far from the column's middle stay. `order` and `weights` hold the rows group by group, chunks from whole
// quads; the places behind a chunk's last row have weight 0.
// out[column · chunks + chunk] = (m, Σ w·(u − m), Σ w·(u − m)², 0) with m the rows' mean but for rounding.
@group(0) @binding(0) var<storage, read> codes: array<f32>;
@group(0) @binding(1) var<storage, read> order: array<vec4u>;
@group(0) @binding(2) var<storage, read> weights: array<vec4f>;
@group(0) @binding(3) var<storage, read> starts: array<u32>;
@group(0) @binding(4) var<storage, read_write> out: array<vec4f>;
struct Parameters { chunks: u32, stride: u32 }
@group(0) @binding(5) var<uniform> p: Parameters;

fn load(column: u32, rows: vec4u) -> vec4f {
  return vec4f(codes[column + rows.x], codes[column + rows.y], codes[column + rows.z], codes[column + rows.w]);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let column = group.y * p.stride;
  for (var c = id.x; c < p.chunks; c += groups.x * 64u) {
    let start = starts[c];
    let end = starts[c + 1u];
    let first = codes[column + order[start].x];
    var sum = vec4f(0);
    var total = vec4f(0);
    for (var q = start; q < end; q++) {
      sum += weights[q] * (load(column, order[q]) - first);
      total += weights[q];
    }
    let middle = first + dot(sum, vec4f(1)) / max(dot(total, vec4f(1)), 1e-37);
    var rest = vec4f(0);
    var squares = vec4f(0);
    for (var q = start; q < end; q++) {
      let e = load(column, order[q]) - middle;
      let w = weights[q] * e;
      rest += w;
      squares += w * e;
    }
    out[group.y * p.chunks + c] = vec4f(middle, dot(rest, vec4f(1)), dot(squares, vec4f(1)), 0.0);
  }
}
