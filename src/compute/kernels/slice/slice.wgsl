// Rows of `length` numbers from rows of `fromRow` into rows of `toRow`, bit for bit, each from its own offset. Four numbers an
// invocation. Variant: quads whether all of these are whole quads.
//% if quads
@group(0) @binding(0) var<storage, read> x: array<vec4u>;
@group(0) @binding(1) var<storage, read_write> out: array<vec4u>;
//% else
@group(0) @binding(0) var<storage, read> x: array<u32>;
@group(0) @binding(1) var<storage, read_write> out: array<u32>;
//% end
struct Parameters { rows: u32, width: u32, length: u32, fromRow: u32, fromOffset: u32, toRow: u32, toOffset: u32, lanes: u32 }
@group(0) @binding(2) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let first = (group.y * groups.x + group.x) * 64u + lane;
  // Divided once; each step adds with carry.
  var row = first / p.width;
  var quad = first % p.width;
  let downBy = p.lanes / p.width;
  let acrossBy = p.lanes % p.width;
  while (row < p.rows) {
    let source = row * p.fromRow + p.fromOffset + 4u * quad;
    let goal = row * p.toRow + p.toOffset + 4u * quad;
    //% if quads
    out[goal / 4u] = x[source / 4u];
    //% else
    for (var k = 0u; k < 4u && 4u * quad + k < p.length; k++) { out[goal + k] = x[source + k]; }
    //% end
    row += downBy;
    quad += acrossBy;
    if (quad >= p.width) {
      quad -= p.width;
      row++;
    }
  }
}
