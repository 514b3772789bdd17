// The k best of each lane's part of a row, best first: lists[(row · parts + part) · k + j] = (key, place in the row). A key sorts as an
// unsigned integer (sort/key.wgsl), smallest first, NaN last but for an empty entry; equal keys stand by place. Lists lie in storage: after the first few numbers they rarely change.
// With `merge` a part is `fan` lists, each in order, and the rest of a list is left once one of it is not good enough.
struct Parameters {
  skip: u32, row: u32, parts: u32, begin: u32, step: u32, length: u32, k: u32, firstLane: u32, endLane: u32,
  // Place of the first number.
  place0: u32,
}
//% if merge
@group(0) @binding(0) var<storage, read> source: array<vec2u>;
//% else
@group(0) @binding(0) var<storage, read> source: array<u32>;
//% end
@group(0) @binding(1) var<storage, read_write> lists: array<vec2u>;
@group(0) @binding(2) var<uniform> p: Parameters;

const empty = vec2u(0xffffffffu);

fn before(a: vec2u, b: vec2u) -> bool {
  return a.x < b.x || (a.x == b.x && a.y < b.y);
}

@compute @workgroup_size(32)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lane = p.firstLane + id.x + id.y * groups.x * 32u;
  if (lane >= p.endLane) { return; }
  let mine = lane * p.k;
  let row = p.skip + (lane / p.parts) * p.row;
  let part = lane % p.parts;
  for (var j = 0u; j < p.k; j++) { lists[mine + j] = empty; }
  var worst = empty;
  var i = part * p.begin;
  let end = min(p.row, i + p.length);
  while (i < end) {
//% if merge
    let found = source[row + i];
//% else
    let found = vec2u(encoded(source[row + i], 0u), p.place0 + i);
//% end
    if (before(found, worst)) {
      var j = p.k - 1u;
      while (j > 0u && before(found, lists[mine + j - 1u])) {
        lists[mine + j] = lists[mine + j - 1u];
        j--;
      }
      lists[mine + j] = found;
      worst = lists[mine + p.k - 1u];
//% if merge
    } else {
      // On to the next list.
      i += p.k - 1u - i % p.k;
//% end
    }
    i += p.step;
  }
}
