// Rows of updates into rows of out, by keys sorted with the places they came from. Of equal keys the first in order adds them all up
// (add), or the last one writes its own. Numbers of rows: `inner`, in quads along x. Variants: quads whether rows are whole quads; add.
@group(0) @binding(0) var<storage, read> keys: array<u32>;
@group(0) @binding(1) var<storage, read> places: array<u32>;
//% if quads
@group(0) @binding(2) var<storage, read> updates: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> out: array<vec4f>;
//% else
@group(0) @binding(2) var<storage, read> updates: array<f32>;
@group(0) @binding(3) var<storage, read_write> out: array<f32>;
//% end
struct Parameters { count: u32, inner: u32, width: u32, rows: u32, row0: u32 }
@group(0) @binding(4) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let id = (group.y * groups.x + group.x) * 64u + lane;
  let i = id / p.width;
  let quad = id % p.width;
  if (i >= p.count) { return; }
  let key = keys[i];
  let row = key - p.row0;
  if (row >= p.rows) { return; }
  //% if add
  if (i > 0u && keys[i - 1u] == key) { return; }
  var sum = vec4f();
  var j = i;
  while (j < p.count && keys[j] == key) {
    // In blocks of 64, so that a long sum keeps its digits.
    var s = vec4f();
    let end = min(p.count, j + 64u);
    while (j < end && keys[j] == key) {
      s += updateOf(places[j], quad);
      j++;
    }
    sum += s;
  }
  //% else
  if (i + 1u < p.count && keys[i + 1u] == key) { return; }
  let sum = updateOf(places[i], quad);
  //% end
  let at = row * p.inner + 4u * quad;
  //% if quads
  //% if add
  out[at / 4u] += sum;
  //% else
  out[at / 4u] = sum;
  //% end
  //% else
  for (var k = 0u; k < 4u && 4u * quad + k < p.inner; k++) {
    //% if add
    out[at + k] += sum[k];
    //% else
    out[at + k] = sum[k];
    //% end
  }
  //% end
}

fn updateOf(place: u32, quad: u32) -> vec4f {
  let at = place * p.inner + 4u * quad;
  //% if quads
  return updates[at / 4u];
  //% else
  return vec4f(updates[at], updates[at + 1u], updates[at + 2u], updates[at + 3u]);
  //% end
}
