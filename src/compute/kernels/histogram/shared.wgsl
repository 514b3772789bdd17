// As `slices.wgsl`, with a workgroup for every task and feature and atomics in its memory: for a GPU. Pairs are summed as integers, in
// 2^31 ÷ rows of a task steps up to the largest of all: whatever the order of the additions, the sum has the same bits.
@group(0) @binding(0) var<storage, read> codes: array<u32>;
@group(0) @binding(1) var<storage, read> tasks: array<vec2u>;
//% if pairs
@group(0) @binding(2) var<storage, read_write> slices: array<vec2f>;
//% else
@group(0) @binding(2) var<storage, read_write> slices: array<u32>;
//% end
@group(0) @binding(3) var<storage, read> order: array<u32>;
@group(0) @binding(4) var<storage, read> pairs: array<vec2f>;
//% if pairs
// Largest magnitudes of both.
@group(0) @binding(5) var<storage, read> largest: vec2f;
struct Parameters { skip: u32, words: u32, features: u32, bins: u32, lanes: u32, row0: u32, rows: u32, most: f32 }
@group(0) @binding(6) var<uniform> p: Parameters;
var<workgroup> sums: array<atomic<i32>, 512>;
//% else
struct Parameters { skip: u32, words: u32, features: u32, bins: u32, lanes: u32, row0: u32, rows: u32, most: f32 }
@group(0) @binding(6) var<uniform> p: Parameters;
var<workgroup> sums: array<atomic<u32>, 256>;
//% end

@compute @workgroup_size(256)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let slice = group.x + group.y * groups.x;
  if (slice >= p.lanes) { return; }
  let task = tasks[slice / p.features];
  let column = p.skip + (slice % p.features) * p.words;
//% if pairs
  let scale = select(vec2f(0), p.most / largest, largest > vec2f(0));
//% end
  for (var i = task.x + lane; i < task.x + task.y; i += 256u) {
//% if listed
    // Rows of this launch only.
    let row = order[i] - p.row0;
    if (row >= p.rows) { continue; }
//% else
    let row = i;
//% end
    let bin = (codes[column + row / 4u] >> (8u * (row % 4u))) & 255u;
//% if pairs
    let steps = vec2i(round(pairs[row] * scale));
    atomicAdd(&sums[2u * bin], steps.x);
    atomicAdd(&sums[2u * bin + 1u], steps.y);
//% else
    atomicAdd(&sums[bin], 1u);
//% end
  }
  workgroupBarrier();
  if (lane < p.bins) {
//% if pairs
    let steps = vec2f(f32(atomicLoad(&sums[2u * lane])), f32(atomicLoad(&sums[2u * lane + 1u])));
    slices[slice * p.bins + lane] = steps / p.most * largest;
//% else
    slices[slice * p.bins + lane] = atomicLoad(&sums[lane]);
//% end
  }
}
