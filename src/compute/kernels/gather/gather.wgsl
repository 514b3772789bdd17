// out[offset + i] = alpha · cells[row(i)] + beta for i < count, with row(i) = rows[start + i], or start + i when not indexed. Four rows
// a step; start and offset are multiples of 4, and what lies between count and the next multiple of 4 is written as 0.
@group(0) @binding(0) var<storage, read> cells: array<vec4f>;
@group(0) @binding(1) var<storage, read> rows: array<vec4u>;
@group(0) @binding(2) var<storage, read_write> out: array<vec4f>;
struct Parameters { count: u32, start: u32, offset: u32, indexed: u32, alpha: f32, beta: f32 }
@group(0) @binding(3) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lanes = groups.x * 64u;
  let quads = (p.count + 3u) / 4u;
  for (var q = id.x; q < quads; q += lanes) {
    var u = vec4f(0);
    if (p.indexed == 1u) {
      let r = rows[p.start / 4u + q];
      u = vec4f(cells[r.x / 4u][r.x % 4u], cells[r.y / 4u][r.y % 4u], cells[r.z / 4u][r.z % 4u], cells[r.w / 4u][r.w % 4u]);
    } else {
      u = cells[p.start / 4u + q];
    }
    let inside = vec4u(4u * q) + vec4u(0, 1, 2, 3) < vec4u(p.count);
    out[p.offset / 4u + q] = select(vec4f(0), p.alpha * u + p.beta, inside);
  }
}
