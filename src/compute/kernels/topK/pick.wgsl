// Numbers and places from lists of pairs (key, place).
@group(0) @binding(0) var<storage, read> lists: array<vec2u>;
@group(0) @binding(1) var<storage, read_write> values: array<u32>;
@group(0) @binding(2) var<storage, read_write> indices: array<u32>;
struct Parameters { count: u32, first: u32 }
@group(0) @binding(3) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < p.count; i += groups.x * 64u) {
    values[p.first + i] = decoded(lists[i].x, 0u);
    indices[p.first + i] = lists[i].y;
  }
}
