// Product of panels: line numbers of a panel lie side by side for each step, as they do in [k, m] and [k, n] or after packing.
// A workgroup makes {{rows}} rows × {{4 * width * (columns / 4)}} columns, an invocation {{columns / 4}} quads of each row. Software adapters turn
// every load into a gather, so the lanes of a subgroup load different rows of a and tell them to each other: one load for {{lanes}}
// (0: every invocation loads all of them, in quads). Without barriers; 67 GFLOPS with 32 × 8 on lavapipe, 7.6 with 16 × 8 on SwiftShader.
//% if lanes > 0
enable subgroups;
@group(0) @binding(0) var<storage, read> a: array<f32>;
//% else
@group(0) @binding(0) var<storage, read> a: array<vec4f>;
//% end
@group(0) @binding(1) var<storage, read> b: array<vec4f>;
// An indexed array lives in memory, so it is filled only when the sums are done.
var<private> sums: array<vec4f, {{rows * columns / 4}}>;

@compute @workgroup_size({{width}})
fn main(
//% if lanes > 0
  @builtin(subgroup_invocation_id) lane: u32,
//% end
  @builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
//% if lanes > 0
  var ai = p.aBase + group.z * p.aBatch + group.y * p.aLine + lane;
//% else
  var ai = (p.aBase + group.z * p.aBatch + group.y * p.aLine) / 4u;
//% end
  var bi = (p.bBase + group.z * p.bBatch + group.x * p.bLine) / 4u + local;
//% for i in 0..rows
//% for q in 0..columns / 4
  var s{{i}}_{{q}} = vec4f();
//% end
//% end
  for (var k = 0u; k < p.k; k++) {
//% for q in 0..columns / 4
    let y{{q}} = b[bi + {{q * width}}u];
//% end
    bi += p.bStep / 4u;
//% if lanes > 0
//% for g in 0..rows / lanes
    let x{{g}} = a[ai + {{g * lanes}}u];
//% end
    ai += p.aStep;
//% for i in 0..rows
    let z{{i}} = vec4f(subgroupBroadcast(x{{i / lanes}}, {{i % lanes}}u));
//% for q in 0..columns / 4
    s{{i}}_{{q}} = fma(z{{i}}, y{{q}}, s{{i}}_{{q}});
//% end
//% end
//% else
//% for g in 0..rows / 4
    let x{{g}} = a[ai + {{g}}u];
//% end
    ai += p.aStep / 4u;
//% for i in 0..rows
//% for q in 0..columns / 4
    s{{i}}_{{q}} = fma(vec4f(x{{i / 4}}[{{i % 4}}]), y{{q}}, s{{i}}_{{q}});
//% end
//% end
//% end
  }
//% for i in 0..rows
//% for q in 0..columns / 4
  sums[{{i * (columns / 4) + q}}] = s{{i}}_{{q}};
//% end
//% end
  let row = group.y * {{rows}}u;
  for (var i = 0u; i < min({{rows}}u, p.m - row); i++) {
    for (var q = 0u; q < {{columns / 4}}u; q++) {
      let column = 4u * ((group.x * {{columns / 4}}u + q) * {{width}}u + local);
      store(group.z, row + i, column, sums[i * {{columns / 4}}u + q]);
    }
  }
}
