// Copies the codes of chosen rows out of one block, in the layout of centres; rows of other blocks are left to their launches.
@group(0) @binding(0) var<storage, read> codes: array<f32>;
@group(0) @binding(1) var<storage, read> rows: array<u32>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;
struct Parameters { count: u32, cols: u32, start: u32, rows: u32, stride: u32 }
@group(0) @binding(3) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) size: vec3u) {
  for (var i = id.x; i < p.count * p.cols; i += size.x * 64u) {
    let place = i / p.cols;
    let j = i % p.cols;
    let row = rows[place];
    if (row >= p.start && row < p.start + p.rows) {
      out[((place / 4u) * p.cols + j) * 4u + place % 4u] = codes[j * p.stride + row - p.start];
    }
  }
}
