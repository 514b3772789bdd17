// Two sorted blocks `a` and `b` as one: its numbers first … first + count − 1, with what moves with them (carry). Of equal keys those of
// `a` come first. An invocation finds by bisection how many numbers before its stretch are of `a` (Odeh, Green, Mwassi, Shmueli and Birk, 2012).
@group(0) @binding(0) var<storage, read> a: array<u32>;
@group(0) @binding(1) var<storage, read> b: array<u32>;
@group(0) @binding(2) var<storage, read> placesA: array<u32>;
@group(0) @binding(3) var<storage, read> placesB: array<u32>;
@group(0) @binding(4) var<storage, read_write> out: array<u32>;
@group(0) @binding(5) var<storage, read_write> places: array<u32>;
struct Parameters {
  sizeA: u32, sizeB: u32, first: u32, count: u32, stretch: u32, firstLane: u32, endLane: u32,
  // Largest key of unsigned integers.
  most: u32,
}
@group(0) @binding(6) var<uniform> p: Parameters;

override carry: bool;

@compute @workgroup_size(16)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let lane = p.firstLane + id.x;
  if (lane >= p.endLane) { return; }
  let start = lane * p.stretch;
  let end = min(start + p.stretch, p.count);
  let before = p.first + start;
  var i = before - min(before, p.sizeB);
  var high = min(before, p.sizeA);
  while (i < high) {
    let middle = (i + high) / 2u;
    if (encoded(a[middle], p.most) <= encoded(b[before - 1u - middle], p.most)) { i = middle + 1u; } else { high = middle; }
  }
  var j = before - i;
  for (var at = start; at < end; at++) {
    var ofA = j >= p.sizeB;
    if (!ofA && i < p.sizeA) { ofA = encoded(a[i], p.most) <= encoded(b[j], p.most); }
    if (ofA) {
      out[at] = a[i];
      if (carry) { places[at] = placesA[i]; }
      i++;
    } else {
      out[at] = b[j];
      if (carry) { places[at] = placesB[j]; }
      j++;
    }
  }
}
