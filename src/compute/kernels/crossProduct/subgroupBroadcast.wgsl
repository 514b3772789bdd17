// Aᵀ diag(w) B for one block of rows where every load is a gather (software adapters): a subgroup walks over a range of quads, its lanes
// load different columns, {{each}} each, and tell them to one another: 24 columns take 24 loads, tiles of 4 × 4 take 168.
// {{width}} × {{width}} columns a workgroup row, one partial a workgroup.
// out[(tile · groups + group) · {{width * width}} + i · {{width}} + k] = column {{width}}·tileA + i of A with column {{width}}·tileB + k of B.
enable subgroups;
@group(0) @binding(0) var<storage, read> left: array<vec4f>;
@group(0) @binding(1) var<storage, read> right: array<vec4f>;
@group(0) @binding(2) var<storage, read> weights: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> out: array<vec4f>;
struct Parameters { quads: u32, leftCols: u32, rightCols: u32, rightTiles: u32, firstTile: u32, symmetric: u32 }
@group(0) @binding(4) var<uniform> p: Parameters;

@compute @workgroup_size({{lanes}})
fn main(@builtin(subgroup_invocation_id) lane: u32, @builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u) {
//% if own
  // The tiles on the diagonal of a symmetric product.
  let tileA = p.firstTile + group.y;
  let tileB = tileA;
//% else
  let tileA = p.firstTile + group.y / p.rightTiles;
  let tileB = group.y % p.rightTiles;
  if (p.symmetric == 1u && tileB <= tileA) { return; }
//% end
  // Columns beyond the last are read as the last one; the host leaves their sums out.
//% for i in 0..each
  let a{{i}} = min(tileA * {{width}}u + {{i * lanes}}u + lane, p.leftCols - 1u) * p.quads;
//% if own == 0
  let b{{i}} = min(tileB * {{width}}u + {{i * lanes}}u + lane, p.rightCols - 1u) * p.quads;
//% end
//% for k in 0..width
  var s{{i}}_{{k}} = 0.0;
//% end
//% end
  let share = (p.quads + groups.x - 1u) / groups.x;
  let end = min(p.quads, (group.x + 1u) * share);
  for (var q = group.x * share; q < end; q++) {
//% for i in 0..each
    let x{{i}} = left[a{{i}} + q];
//% if own
    var y{{i}} = x{{i}};
//% else
    var y{{i}} = right[b{{i}} + q];
//% end
//% if weighted
    y{{i}} *= weights[q];
//% end
//% end
//% for k in 0..width
    let z{{k}} = subgroupBroadcast(y{{k / lanes}}, {{k % lanes}}u);
//% for i in 0..each
    s{{i}}_{{k}} += dot(x{{i}}, z{{k}});
//% end
//% end
  }
  let tile = (tileA - p.firstTile) * p.rightTiles + tileB;
  let at = (tile * groups.x + group.x) * {{width * width / 4}}u + lane * {{width / 4}}u;
//% for i in 0..each
//% for k in 0..width / 4
  out[at + {{i * lanes * (width / 4) + k}}u] = vec4f(s{{i}}_{{4 * k}}, s{{i}}_{{4 * k + 1}}, s{{i}}_{{4 * k + 2}}, s{{i}}_{{4 * k + 3}});
//% end
//% end
}
