@group(0) @binding(0) var<storage, read_write> cell: array<u32>;
struct Parameters { number: u32 }
@group(0) @binding(1) var<uniform> parameters: Parameters;

@compute @workgroup_size(1)
fn main() {
  cell[0] = parameters.number * 3u + 1u;
}
