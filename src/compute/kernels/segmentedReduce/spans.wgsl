// One segment and column an invocation: what the chunks of these rows come to, tail, heads and head where there are several, joined to
// what the rows before them came to, and after the last rows the result.
@group(0) @binding(0) var<storage, read> starts: array<u32>;
@group(0) @binding(1) var<storage, read> heads: array<u32>;
@group(0) @binding(2) var<storage, read> tails: array<u32>;
@group(0) @binding(3) var<storage, read> whole: array<u32>;
@group(0) @binding(4) var<storage, read_write> out: array<u32>;
// Rows of each segment so far, in every column.
@group(0) @binding(5) var<storage, read_write> counts: array<u32>;
struct Parameters { cols: u32, chunk: u32, firstLane: u32, endLane: u32, first: u32, last: u32 }
@group(0) @binding(6) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lane = p.firstLane + id.x + id.y * groups.x * 64u;
  if (lane >= p.endLane) { return; }
  let segment = lane / p.cols;
  let column = lane % p.cols;
  let begin = starts[segment];
  let end = starts[segment + 1u];
  var count = end - begin;
  var state = nothing();
  if (count > 0u && op != 4u) { state = stateOfRows(begin, end, lane, column); }
  if (p.first == 0u) {
    state = joined(out[lane], state);
    count += counts[lane];
  }
  if (p.last == 1u) { state = result(state, count); }
  out[lane] = state;
  counts[lane] = count;
}

fn stateOfRows(begin: u32, end: u32, lane: u32, column: u32) -> u32 {
  let firstChunk = begin / p.chunk;
  let lastChunk = (end - 1u) / p.chunk;
  if (firstChunk == lastChunk) { return whole[lane]; }
  var state = joined(tails[firstChunk * p.cols + column], heads[lastChunk * p.cols + column]);
  // In parts, so that single precision adds few terms to a large sum.
  for (var c = firstChunk + 1u; c < lastChunk; c += 64u) {
    var part = heads[c * p.cols + column];
    for (var k = c + 1u; k < min(c + 64u, lastChunk); k++) { part = joined(part, heads[k * p.cols + column]); }
    state = joined(state, part);
  }
  return state;
}
