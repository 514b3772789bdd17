// Rows of sorted labels, `chunk` of them in one column an invocation. A run of equal labels that is a whole segment goes to its place among
// `whole`; the first run of a chunk is else kept as its head, the last as its tail, one that is both as both.
@group(0) @binding(0) var<storage, read> values: array<u32>;
@group(0) @binding(1) var<storage, read> labels: array<u32>;
@group(0) @binding(2) var<storage, read> order: array<u32>;
@group(0) @binding(3) var<storage, read> starts: array<u32>;
@group(0) @binding(4) var<storage, read_write> heads: array<u32>;
@group(0) @binding(5) var<storage, read_write> tails: array<u32>;
@group(0) @binding(6) var<storage, read_write> whole: array<u32>;
struct Parameters { cols: u32, segments: u32, segment0: u32, chunk: u32, firstLane: u32, endLane: u32 }
@group(0) @binding(7) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lane = p.firstLane + id.x + id.y * groups.x * 64u;
  if (lane >= p.endLane) { return; }
  let column = lane % p.cols;
  let first = (lane / p.cols) * p.chunk;
  let end = min(first + p.chunk, starts[p.segments]);
  var i = max(first, starts[0]);
  while (i < end) {
    let segment = labels[i] - p.segment0;
    let begins = starts[segment];
    let ends = starts[segment + 1u];
    let runEnd = min(end, ends);
    let isHead = i == first;
    var state = nothing();
    for (; i < runEnd; i++) { state = joined(state, stateOf(values[order[i] * p.cols + column])); }
    if (begins >= first && ends <= first + p.chunk) {
      whole[segment * p.cols + column] = state;
    } else {
      if (isHead) { heads[lane] = state; }
      if (runEnd == first + p.chunk) { tails[lane] = state; }
    }
  }
}
