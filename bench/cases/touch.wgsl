@group(0) @binding(0) var<storage, read_write> cell: array<u32>;

@compute @workgroup_size(1)
fn main() {
  cell[0] += 1u;
}
