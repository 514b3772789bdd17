// u ← alpha · u + beta, column by column, in place for one block of rows; rows of padding stay 0.
@group(0) @binding(0) var<storage, read_write> codes: array<vec4f>;
@group(0) @binding(1) var<storage, read> coding: array<vec2f>;
struct Parameters { quads: u32, rows: u32 }
@group(0) @binding(2) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let change = coding[group.y];
  for (var q = id.x; q < p.quads; q += groups.x * 64u) {
    let at = group.y * p.quads + q;
    let inside = vec4u(4u * q) + vec4u(0, 1, 2, 3) < vec4u(p.rows);
    codes[at] = select(vec4f(0), change.x * codes[at] + change.y, inside);
  }
}
