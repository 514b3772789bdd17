// Distances and points of lists of pairs (bits of a sum, point); a list has `stride` entries, of which the first k are wanted.
@group(0) @binding(0) var<storage, read> lists: array<vec2u>;
@group(0) @binding(1) var<storage, read_write> distances: array<f32>;
@group(0) @binding(2) var<storage, read_write> indices: array<u32>;
struct Parameters { count: u32, skip: u32, factor: f32 }
@group(0) @binding(3) var<uniform> p: Parameters;

override root: bool;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < p.count; i += groups.x * 64u) {
    let sum = bitcast<f32>(lists[i].x);
    distances[p.skip + i] = select(sum * p.factor, sqrt(sum), root);
    indices[p.skip + i] = lists[i].y;
  }
}
