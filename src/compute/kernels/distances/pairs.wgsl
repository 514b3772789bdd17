// Distances between the rows of a panel and the points of tiles. An invocation has {{quads}} × 4 rows and {{points}} points in registers.
// A point's numbers are the same for all lanes: where loads are dear, the {{broadcast}} lanes of a subgroup load different points and tell them to
// one another (0: each loads all of them, in quads). Differences are summed, never expanded into norms and products: near rows
// lose no digits, equal ones are at 0.
//% if broadcast
enable subgroups;
//% end
@group(0) @binding(0) var<storage, read> rows: array<vec4f>;
//% if broadcast
@group(0) @binding(1) var<storage, read> points: array<f32>;
//% else
@group(0) @binding(1) var<storage, read> points: array<vec4f>;
//% end
//% if lists
// lists[(row · parts + part) · k + j] = (bits of the distance, point): positive floats sort as their bits, NaN last.
@group(0) @binding(2) var<storage, read_write> out: array<vec2u>;
//% else
// out[skip + row · points + point].
@group(0) @binding(2) var<storage, read_write> out: array<f32>;
//% end
struct Parameters {
  // Rows of the table and points in all of this launch's panels and tiles.
  rowCount: u32, pointCount: u32,
  // Numbers of a packed row, and those that are features.
  cols: u32, features: u32,
  // Tiles of this launch: `tiles` for each of `parts`, from the first on.
  firstTile: u32, endTile: u32, tiles: u32, parts: u32,
  // Number of the first point; entries of a list, or points of a row of `out`, which begins `skip` numbers in; whether lists begin.
  base: u32, k: u32, skip: u32, fresh: u32,
  factor: f32, power: f32,
}
@group(0) @binding(3) var<uniform> p: Parameters;

// Invocations of a workgroup.
override lanes: u32;
// √ of the sum; otherwise times `factor`.
override root: bool;

var<private> found: array<vec4f, {{points}}>;
//% if lists
var<private> worst: array<vec4u, {{quads}}>;
//% end

// form 0: squares; 1: absolute differences, 2: the largest; 3: unequal numbers; 4: powers, of differences in relation to the largest.
fn added(sum: vec4f, a: vec4f, b: f32) -> vec4f {
//% if form == 0
  let d = a - b;
  return sum + d * d;
//% end
//% if form == 1
  return sum + abs(a - b);
//% end
//% if (form == 2) + (form == 4)
  return max(sum, abs(a - b));
//% end
//% if form == 3
  return sum + select(vec4f(0), vec4f(1), a != vec4f(b));
//% end
}

//% if form == 4
fn addedPower(sum: vec4f, largest: vec4f, a: vec4f, b: f32) -> vec4f {
  let d = abs(a - b) / largest;
  return sum + select(vec4f(0), pow(d, vec4f(p.power)), d > vec4f(0));
}
//% end

//% if jaccard
// From how many differ and how many each has.
fn apart(differ: vec4f, a: vec4f, b: f32) -> vec4f {
  return select(vec4f(0), 2.0 * differ / max(a + b + differ, vec4f(1)), differ > vec4f(0));
}
//% end

//% if lists
// Puts what was found of four rows into their lists, which stand `parts` apart from `list` on.
fn enlist(v: u32, list: u32, first: u32, inside: u32) {
  for (var i = 0u; i < inside; i++) {
    let bits = bitcast<vec4u>(found[i]);
    if (!any(bits < worst[v])) { continue; }
    for (var c = 0u; c < 4u; c++) {
      if (bits[c] >= worst[v][c]) { continue; }
      let start = (list + c * p.parts) * p.k;
      var place = start + p.k - 1u;
      while (place > start && bits[c] < out[place - 1u].x) {
        out[place] = out[place - 1u];
        place--;
      }
      out[place] = vec2u(bits[c], p.base + first + i);
      worst[v][c] = out[start + p.k - 1u].x;
    }
  }
}
//% else
fn write(row: u32, first: u32, inside: u32) {
  for (var i = 0u; i < inside; i++) {
    let distance = select(found[i] * p.factor, sqrt(found[i]), root);
    for (var c = 0u; c < 4u; c++) {
      if (row + c < p.rowCount) { out[p.skip + (row + c) * p.k + p.base + first + i] = distance[c]; }
    }
  }
}
//% end

@compute @workgroup_size(lanes)
fn main(
//% if broadcast
  @builtin(subgroup_invocation_id) teller: u32,
//% end
  @builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let width = lanes * {{quads}}u;
//% if lists
  for (var v = 0u; v < {{quads}}u; v++) {
    for (var c = 0u; c < 4u; c++) {
      let list = (((group.x * width + v * lanes + lane) * 4u + c) * p.parts + group.y) * p.k;
      if (p.fresh == 1u) {
        for (var i = 0u; i < p.k; i++) { out[list + i] = vec2u(0xffffffffu); }
      }
      worst[v][c] = out[list + p.k - 1u].x;
    }
  }
//% end
  let firstTile = p.firstTile + group.y * p.tiles;
  for (var tile = firstTile; tile < min(firstTile + p.tiles, p.endTile); tile++) {
//% for v in 0..quads
//% for t in 0..points
    var s{{v}}_{{t}} = vec4f(0);
//% end
//% end
    var at = group.x * p.cols * width + lane;
//% if broadcast
    var tileAt = tile * p.cols * {{points}}u + teller;
//% else
    var tileAt = tile * p.cols * {{points / 4}}u;
//% end
    for (var j = 0u; j < p.features; j++) {
//% for v in 0..quads
      let a{{v}} = rows[at + {{v}}u * lanes];
//% end
//% if broadcast
//% for g in 0..points / broadcast
      let own{{g}} = points[tileAt + {{g * broadcast}}u];
//% end
//% for t in 0..points
      let b{{t}} = subgroupBroadcast(own{{t / broadcast}}, {{t % broadcast}}u);
//% end
      tileAt += {{points}}u;
//% else
//% for q in 0..points / 4
      let four{{q}} = points[tileAt + {{q}}u];
//% end
//% for t in 0..points
      let b{{t}} = four{{t / 4}}[{{t % 4}}];
//% end
      tileAt += {{points / 4}}u;
//% end
//% for v in 0..quads
//% for t in 0..points
      s{{v}}_{{t}} = added(s{{v}}_{{t}}, a{{v}}, b{{t}});
//% end
//% end
      at += width;
    }
//% if jaccard
//% for v in 0..quads
//% for t in 0..points
    s{{v}}_{{t}} = apart(s{{v}}_{{t}}, rows[at + {{v}}u * lanes], points[tileAt + {{t / 4}}u][{{t % 4}}]);
//% end
//% end
//% end
//% if form == 4
//% for v in 0..quads
//% for t in 0..points
    var r{{v}}_{{t}} = vec4f(0);
//% end
//% end
    at = group.x * p.cols * width + lane;
    tileAt = tile * p.cols * {{points / 4}}u;
    for (var j = 0u; j < p.features; j++) {
//% for v in 0..quads
//% for t in 0..points
      r{{v}}_{{t}} = addedPower(r{{v}}_{{t}}, s{{v}}_{{t}}, rows[at + {{v}}u * lanes], points[tileAt + {{t / 4}}u][{{t % 4}}]);
//% end
//% end
      at += width;
      tileAt += {{points / 4}}u;
    }
//% for v in 0..quads
//% for t in 0..points
    s{{v}}_{{t}} = select(vec4f(0), s{{v}}_{{t}} * pow(r{{v}}_{{t}}, vec4f(1.0 / p.power)), s{{v}}_{{t}} > vec4f(0));
//% end
//% end
//% end
    let first = tile * {{points}}u;
    let inside = min({{points}}u, p.pointCount - first);
//% for v in 0..quads
//% if lists
    var least{{v}} = bitcast<vec4u>(s{{v}}_0);
//% for t in 1..points
    least{{v}} = min(least{{v}}, bitcast<vec4u>(s{{v}}_{{t}}));
//% end
    if (any(least{{v}} < worst[{{v}}])) {
//% for t in 0..points
      found[{{t}}] = s{{v}}_{{t}};
//% end
      enlist({{v}}u, (group.x * width + {{v}}u * lanes + lane) * 4u * p.parts + group.y, first, inside);
    }
//% else
//% for t in 0..points
    found[{{t}}] = s{{v}}_{{t}};
//% end
    write((group.x * width + {{v}}u * lanes + lane) * 4u, first, inside);
//% end
//% end
  }
}
