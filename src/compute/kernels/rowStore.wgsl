
fn store_ARRAY(origin: u32, i: u32, v: vec4f) {
  //% if quads
  ARRAY[(origin + i) / 4u] = v;
  //% else
  for (var k = 0u; k < 4u && i + k < p.size; k++) { ARRAY[origin + i + k] = v[k]; }
  //% end
}
