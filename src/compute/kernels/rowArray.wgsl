
// ARRAY in quads where rows are whole quads (`quads`). What stands behind the end of a row is told as `behind`, and stays.
//% if quads
@group(0) @binding({{slot_ARRAY}}) var<storage, ACCESS> ARRAY: array<vec4f>;
//% else
@group(0) @binding({{slot_ARRAY}}) var<storage, ACCESS> ARRAY: array<f32>;
//% end

fn load_ARRAY(origin: u32, i: u32, behind: f32) -> vec4f {
  //% if quads
  return ARRAY[(origin + i) / 4u];
  //% else
  let at = origin + i;
  let v = vec4f(ARRAY[at], ARRAY[at + 1u], ARRAY[at + 2u], ARRAY[at + 3u]);
  return select(vec4f(behind), v, vec4u(i) + vec4u(0, 1, 2, 3) < vec4u(p.size));
  //% end
}
