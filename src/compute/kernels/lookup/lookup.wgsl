// out[i] = table[codes[i]], or `other` where the code is negative: one-hot columns and ordinal numbers of a category column.
@group(0) @binding(0) var<storage, read> codes: array<i32>;
@group(0) @binding(1) var<storage, read> table: array<f32>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;
struct Parameters { count: u32, other: f32 }
@group(0) @binding(3) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lanes = groups.x * 64u;
  for (var i = id.x; i < p.count; i += lanes) {
    let code = codes[i];
    out[i] = select(p.other, table[max(code, 0)], code >= 0);
  }
}
