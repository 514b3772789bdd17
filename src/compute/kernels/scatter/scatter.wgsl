// Rows of updates into rows of out, by sorted keys. An invocation has a quad of a row's `inner` numbers, `width` of them. Variants: quads
// whether rows are whole quads; add; apart whether updates stand at the places the keys came from, and not beside them.
//   add    the first of each run of equal keys in a chunk of 256 adds the run up. Runs at the ends of a chunk may go on in others: with more
//          chunks than one their sums become updates of their own (sums, by sumKeys: two a chunk), to be added in the same way.
//   else   the last of equal keys writes its own.
@group(0) @binding({{slot_keys}}) var<storage, read> keys: array<u32>;
//% if apart
@group(0) @binding({{slot_places}}) var<storage, read> places: array<u32>;
//% end
//% if quads
@group(0) @binding({{slot_updates}}) var<storage, read> updates: array<vec4f>;
@group(0) @binding({{slot_out}}) var<storage, read_write> out: array<vec4f>;
//% else
@group(0) @binding({{slot_updates}}) var<storage, read> updates: array<f32>;
@group(0) @binding({{slot_out}}) var<storage, read_write> out: array<f32>;
//% end
//% if several
@group(0) @binding({{slot_sums}}) var<storage, read_write> sums: array<vec4f>;
@group(0) @binding({{slot_sumKeys}}) var<storage, read_write> sumKeys: array<u32>;
//% end
struct Parameters { count: u32, inner: u32, width: u32, rows: u32, row0: u32 }
@group(0) @binding({{last}}) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let id = (group.y * groups.x + group.x) * 64u + lane;
  let i = id / p.width;
  let quad = id % p.width;
  if (i >= p.count) { return; }
  let key = keys[i];
  //% if add
  let chunk = i / 256u;
  let end = min(p.count, 256u * chunk + 256u);
  let leads = i == 256u * chunk;
  if (!leads && keys[i - 1u] == key) { return; }
  var sum = vec4f();
  var j = i;
  while (j < end && keys[j] == key) {
    // In blocks of 64, so that a long sum keeps its digits.
    var s = vec4f();
    let stop = min(end, j + 64u);
    while (j < stop && keys[j] == key) {
      s += updateOf(j, quad);
      j++;
    }
    sum += s;
  }
  //% if several
  if (leads) { keep(2u * chunk, quad, key, sum); }
  if (leads && j == end) { keep(2u * chunk + 1u, quad, key, vec4f()); }
  if (!leads && j == end) { keep(2u * chunk + 1u, quad, key, sum); }
  if (leads || j == end) { return; }
  //% end
  //% else
  if (i + 1u < p.count && keys[i + 1u] == key) { return; }
  let sum = updateOf(i, quad);
  //% end
  let row = key - p.row0;
  if (row >= p.rows) { return; }
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

//% if several
fn keep(at: u32, quad: u32, key: u32, sum: vec4f) {
  sums[at * p.width + quad] = sum;
  if (quad == 0u) { sumKeys[at] = key; }
}

//% end
fn updateOf(i: u32, quad: u32) -> vec4f {
  //% if apart
  let place = places[i];
  //% else
  let place = i;
  //% end
  //% if quads
  return updates[place * p.width + quad];
  //% else
  //% if apart
  let at = place * p.inner + 4u * quad;
  //% else
  let at = 4u * (place * p.width + quad);
  //% end
  return vec4f(updates[at], updates[at + 1u], updates[at + 2u], updates[at + 3u]);
  //% end
}
