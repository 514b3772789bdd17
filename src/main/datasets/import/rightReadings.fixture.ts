/** Small tables as people have them, and the right reading of each. Where there are two, either is right. */
export interface Reading {
  rows?: number
  names?: string[]
  kinds?: string[]
  /** Times as ISO text without a zone, missing cells as null. */
  cells?: Record<string, (string | number | null)[]>
  rejected?: number
  /** Warnings: the column (null: of the whole table), then what the message says. */
  told?: [column: string | null, ...parts: (string | RegExp)[]][]
  /** Columns whose warning is a question: it has answers, one of them in use. */
  asked?: string[]
  /** Nothing is read: the error says this and has a remedy. */
  refused?: string | RegExp
}

const day = (text: string): string => `${text}T00:00:00.000`

export const right: Record<string, Reading | Reading[]> = {
  'adult_spaces.csv': {
    rows: 4,
    names: ['column1', 'column2', 'column3', 'column4', 'column5'],
    cells: {
      column1: [39, 50, 38, 53],
      column2: ['State-gov', null, 'Private', 'Private'],
      column4: ['Bachelors', 'Bachelors', 'HS-grad', null],
    },
  },
  'blank_commas.csv': [
    { rows: 3, names: ['R', 'G', 'B', 'alpha'], cells: { alpha: [0.3, 0.6, 0.9] }, told: [[null, /empty/]] },
    {
      rows: 3,
      cells: { R: [255, 254, 253], alpha: [0.3, 0.6, 0.9] },
      told: [
        [null, '5', /empty|blank/],
        [null, '3', /columns/],
      ],
    },
  ],
  'bo_mixed01.csv': { kinds: ['integer', 'boolean'], cells: { ok: [1, 0, 1, 0, 1] }, told: [['ok', '2 cells', '"0"']] },
  'bo_true_na.csv': {
    kinds: ['integer', 'boolean'],
    cells: { ok: [1, 0, null, 1, 0, 1] },
    told: [['ok', '1 cell', '"N/A"', 'missing']],
    asked: ['ok'],
  },
  'cat_NA.csv': {
    cells: { code: [null, 'NG', 'NE', 'NI'] },
    told: [['code', '1 cell', '"NA"', 'missing']],
    asked: ['code'],
  },
  'dl_backslash.csv': [
    { rows: 3, cells: { F2: ['T"WO', 'def', 'k "l, m" n'] } },
    { rejected: 2, told: [[null, /rejected/]] },
  ],
  'dl_backslash_nl.csv': [
    { rows: 3, cells: { text: ['say "hi\nthere" now', 'b', 'c'] } },
    { rows: 2, rejected: 1, told: [[null, /rejected/]] },
    { refused: /quote/i },
  ],
  'dl_colon.csv': { rows: 3, names: ['a', 'b', 'c'], cells: { a: [1, 3, 5], b: [2, 4, 6], c: ['x', 'y', 'z'] } },
  'dl_comments_mid.csv': [
    { rows: 2, names: ['a', 'b', 'c'], cells: { a: [1, 7], b: [2, 8], c: [3, 9] }, told: [[null, '#']] },
  ],
  'dl_ctrl_z.csv': { rows: 2, names: ['a', 'b'], cells: { a: [1, 2], b: ['x', 'y'] } },
  'dl_kv_preamble.csv': {
    rows: 3,
    names: ['time', 'temp', 'rain'],
    cells: { temp: [20.5, 21.5, 22.5] },
    told: [[null, '2', /skipped/]],
  },
  'dl_nul_end.csv': { rows: 2, kinds: ['integer', 'integer'], cells: { a: [1, 3], b: [2, 4] } },
  'dl_one_text_unq.csv': [
    { rows: 3, names: ['notes'], cells: { notes: ['hello, world', 'fine, thanks', 'well, okay'] } },
    { rows: 3, told: [[null, /field|name|column/]] },
  ],
  'dl_short_rows.csv': [
    { rows: 3, cells: { h1: ['v01', 'v11', 'v21'], h2: ['v02', 'v12', null], h3: [null, 'v13', null] } },
    { rows: 1, rejected: 2, told: [[null, /rejected/]] },
  ],
  'dl_single_col_blank.csv': [
    { rows: 5, cells: { x: [1, null, 3, null, 5] } },
    { rows: 3, told: [[null, '2', /blank/]] },
  ],
  'dl_single_space.csv': { rows: 3, names: ['a', 'b', 'c'], cells: { a: [1, 4, 7], c: [3, 6, 9] } },
  'dl_space_quote.csv': [
    { rows: 4, cells: { country: ['c1', 'c2', 'c, 3', 'c4'] } },
    { rows: 3, rejected: 1, told: [[null, /rejected/]] },
  ],
  'dl_space_quote_all.csv': {
    rows: 3,
    names: ['Year', 'Site', 'Temp'],
    cells: { Site: ['north', 'south', 'east'], Temp: [26.7, 5.2, 6.1] },
  },
  'dl_two_tables.csv': [
    { rows: 2, names: ['name', 'age'], rejected: 4, told: [[null, /rejected/]] },
    { rows: 3, names: ['City', 'Country', 'Pop'], cells: { Pop: [12e6, 1e7, 2e6] }, told: [[null, '3', /skipped/]] },
  ],
  'dl_unq_quotes.csv': [
    { rows: 3, cells: { y: ['"oops" y1', 'fine', 'ok'] } },
    { rows: 2, rejected: 1, told: [[null, /rejected/]] },
  ],
  'dl_ws.csv': {
    rows: 4,
    names: ['Col1', 'Col2', 'Col3'],
    cells: { Col1: [1, 2, 3, 4], Col3: [31, 31.414, 31.732, 32] },
  },
  'dt_ampm.csv': {
    kinds: ['time', 'integer'],
    cells: { t: ['2015-03-31T07:39:45.000', '2015-03-31T20:07:36.000', day('2015-04-01')] },
  },
  'dt_bq.csv': {
    kinds: ['time', 'integer'],
    cells: { t: ['2015-05-20T21:34:02.000', '2015-05-20T21:35:02.123', day('2015-05-21')] },
    told: [['t', '1 cell', 'microseconds']],
  },
  'dt_compact.csv': { kinds: ['integer', 'integer'], cells: { d: [20200131, 20200229, 20200301] }, asked: ['d'] },
  'dt_de_time.csv': {
    kinds: ['time', 'integer'],
    cells: { a: ['2003-03-27T14:55:00.000', '2003-08-03T15:20:00.000'] },
  },
  'dt_dmy.csv': {
    kinds: ['time', 'integer'],
    cells: { date: ['2018-01-01', '2018-01-12', '2018-01-13', '2018-01-31'].map(day) },
    told: [['date', '4 cells', '"13/01/2018"']],
    asked: ['date'],
  },
  'dt_micro.csv': {
    kinds: ['time', 'integer'],
    cells: { t: ['2020-12-31T21:25:58.745', '2020-12-31T21:26:58.000', '2021-01-01T00:00:00.500'] },
    told: [['t', '2 cells', 'microseconds', '"2020-12-31 21:25:58.745232"']],
  },
  'dt_month_name.csv': {
    kinds: ['time', 'integer'],
    cells: { d: ['2016-08-18', '2016-08-19', '2016-09-01'].map(day) },
    told: [['d', '3 cells', '"18-AUG-2016"']],
  },
  'dt_postgres.csv': {
    kinds: ['time', 'integer'],
    cells: { t: ['2023-02-10T14:41:33.895', '2023-02-10T14:45:31.000', '2023-02-10T14:41:36.641'] },
    told: [['t', 'UTC']],
  },
  'dt_slash_iso.csv': { kinds: ['time', 'integer'], cells: { d: ['2020-01-31', '2020-02-29', '2020-03-01'].map(day) } },
  'dt_spaced_offset.csv': {
    kinds: ['time', 'integer'],
    cells: { t: ['2021-06-30T15:33:37.000', '2021-06-30T16:33:37.000'] },
    told: [['t', 'UTC']],
  },
  'dt_time_na.csv': {
    kinds: ['time', 'integer'],
    cells: { d: [day('2024-01-01'), day('2024-01-02'), null, day('2024-01-04')] },
    told: [['d', '1 cell', '"n/a"', 'missing']],
    asked: ['d'],
  },
  'en_cp1250.csv': [{ names: ['město', 'počet'], cells: { město: ['Plzeň', 'Žďár'] } }, { refused: /UTF-8|encoding/ }],
  'en_cp1251.csv': [{ names: ['город', 'число'], cells: { город: ['Москва', 'Тула'] } }, { refused: /UTF-8|encoding/ }],
  'en_gbk.csv': [{ names: ['城市', '人口'], cells: { 城市: ['北京', '上海'] } }, { refused: /UTF-8|encoding/ }],
  'en_mac.csv': [{ cells: { Stadt: ['München', 'Köln'] } }, { refused: /UTF-8|encoding/ }],
  'en_rtl.csv': {
    names: ['שם', 'מספר', '😀'],
    cells: { שם: ['אבא', 'אמא', 'דוד'], מספר: [5, 6, 7], '😀': ['🙂', '🙃', '😎'] },
    told: [['מספר', '2 cells']],
  },
  'en_sjis.csv': [{ names: ['地区番号', '形式'], cells: { 形式: [2, 4] } }, { refused: /UTF-8|encoding/ }],
  'en_smart_quotes.csv': { rows: 2, rejected: 1, cells: { said: ['“Bye”', 'plain'] }, told: [[null, /rejected/]] },
  'en_utf32.csv': [{ rows: 2, names: ['name', 'v'], cells: { name: ['A', 'B'] } }, { refused: /UTF-32|zero bytes/ }],
  'en_utf8_then_bad.csv': [
    { rows: 4, cells: { name: ['München', 'Köln', 'Café', 'Oslo'] } },
    { refused: /UTF-8.*(line|byte)|(line|byte)/ },
  ],
  'format_excel2003.xml': { refused: /XML/ },
  'format_excel_html.xls': [{ rows: 2, names: ['id', 'name'] }, { refused: /HTML/ }],
  'format_libsvm.txt': { refused: /libsvm/i },
  'format_page.html': { refused: /HTML/ },
  'format_records.json': { rows: 3, names: ['id', 'name', 'v'], cells: { id: [1, 2, 3], v: [2.5, 3.5, 4.5] } },
  'format_t.arff': [{ rows: 3, names: ['a', 'b'], cells: { b: ['x', 'y', 'x'] } }, { refused: /ARFF/ }],
  'format_t.ndjson': {
    rows: 3,
    names: ['id', 'name', 'v'],
    cells: { name: ['ann', 'bob', 'cid'], v: [2.5, 3.5, 4.5] },
  },
  'hdr_dates.csv': {
    rows: 3,
    names: ['Region', 'Lat', '1/22/20', '1/23/20', '1/24/20'],
    cells: { Lat: [10.5, -3.25, 8], '1/24/20': [4, 7, 9] },
  },
  'hdr_dup_text.csv': { rows: 3, names: ['name', 'phone', 'phone_2'] },
  'hdr_much_shorter.csv': {
    rows: 3,
    names: ['a', 'b', 'column3', 'column4'],
    cells: { a: [1, 5, 9], column4: [4, 8, 12] },
  },
  'hdr_orange3.csv': [
    { rows: 3, kinds: ['number', 'category', 'category'] },
    { told: [['size', /cells?/]] },
    { rows: 3, cells: { size: [1.5, 2.5, 3.5] }, told: [[null, /line|row/]] },
  ],
  'hdr_pandas_ints.csv': { rows: 3, names: ['column1', '0', '1', '2'], cells: { 2: [3.25, 3.75, 4.5] } },
  'hdr_repeated.csv': [
    { rows: 4, kinds: ['integer', 'integer'], cells: { hits: [10, 20, 30, 40] }, told: [[null, /header/]] },
    { rows: 5, told: [['hits', '1 cell']] },
  ],
  'hdr_short_rownames.csv': {
    rows: 3,
    names: ['column1', 'x', 'y', 'z'],
    cells: { column1: ['r1', 'r2', 'r3'], x: [1, 2, 3] },
  },
  'hdr_trailing_delim.csv': { rows: 3, names: ['a', 'b', 'c'], cells: { a: [1, 4, 7], c: [3, 6, 9] } },
  'hdr_two_empty.csv': [
    { rows: 3, names: ['city', 'tag', 'column3', 'column4'], cells: { city: ['Oslo', 'Rome', 'Bern'] } },
    { rows: 3, names: ['city', 'tag'], cells: { city: ['Oslo', 'Rome', 'Bern'] }, told: [[null, '2 empty fields']] },
  ],
  'hdr_two_rows.csv': [
    { rows: 3, kinds: ['number', 'number', 'number', 'number'] },
    { told: ['RunA', 'RunA_2', 'RunB', 'RunB_2'].map(name => [name, '1 cell']) },
  ],
  'hdr_units.csv': [
    {
      rows: 3,
      kinds: ['time', 'number', 'number'],
      cells: { Flow: [256.698, 251.1, 250.25], Temp: [0.3722, 0.41, 0.5] },
    },
    { told: ['Flow', 'Temp'].map(name => [name, '1 cell']) },
  ],
  'hdr_versions.csv': { rows: 3, names: ['date', 'count', '1.38', '1.40', 'Unknown'], cells: { '1.40': [4, 8, 7] } },
  'hdr_wavelength.csv': { rows: 3, names: ['sample', '400', '450', '500'], cells: { 400: [0.11, 0.12, 0.17] } },
  'hdr_years_desc.csv': { rows: 2, names: ['country', '2022', '2021', '2020'], cells: { 2022: [1.5, 4.5] } },
  'late_decimal.csv': { rows: 14_000, kinds: ['integer', 'number'] },
  'meta_150.txt': { rows: 59, kinds: ['integer', 'integer', 'number'] },
  'meta_control.tsv': [
    { rows: 3, names: ['Country', 'Product', 'URI', 'UPC'], told: [[null, '2', /skipped/]] },
    { told: [['Format', /cells?/]] },
  ],
  'meta_three_fields.csv': {
    rows: 3,
    names: ['Country', 'Transaction', 'Score', 'App'],
    cells: { Transaction: ['24a', '25b', '26c'], Score: [1.5, 2.5, 3.5] },
    told: [[null, '2', /skipped/]],
  },
  'na_N.csv': {
    kinds: ['integer', 'number'],
    cells: { v: [2.5, null, null, 4.5, 3.5] },
    told: [['v', '2 cells', String.raw`"\N"`, '"NULL"', 'missing']],
    asked: ['v'],
  },
  'na_bool_cat.csv': {
    rows: 200,
    kinds: ['number', 'integer'],
    told: [['y', '9 cells', '"n/a"', '"-"', 'missing']],
    asked: ['y'],
  },
  'na_first_row.csv': { rows: 4, cells: { column1: [null, 1.5, 2.5, 3.5], column3: ['red', 'blue', 'green', 'red'] } },
  'naive_time.csv': {
    kinds: ['time', 'integer'],
    cells: { t: ['2020-08-14T22:00:00.000', '2020-08-15T10:30:00.000'] },
  },
  'nonascii_digits.csv': {
    kinds: ['integer', 'integer'],
    cells: { v: [12, 34, 56] },
    told: [['v', '3 cells', '"１２"']],
  },
  'num_binary_junk.csv': {
    cells: { y: [0, 1, null, 0, null, 1] },
    told: [['y', '2 cells', '"n/a"', '"-"']],
    asked: ['y'],
  },
  'num_currency.csv': {
    kinds: ['text', 'integer'],
    cells: { amount: [15336, 13234, 367] },
    told: [['amount', '3 cells', '$']],
  },
  'num_de_dots_only.csv': {
    cells: { Einwohner: [330579, 126329, 111343] },
    told: [['Einwohner', '3 cells', '"330.579"']],
    asked: ['Einwohner'],
  },
  'num_de_full.csv': { cells: { preis: [1299.99, 49.9, 12500] }, told: [['preis', '2 cells', '"1.299,99"']] },
  'num_de_mixed.csv': {
    cells: { Einwohner: [330579, 126329, 111343], km2: [141.06, 118.68, 114.77] },
    told: [['Einwohner', '3 cells', '"330.579"']],
    asked: ['Einwohner'],
  },
  'num_dot_missing.csv': {
    cells: { y: [0, 1, null, 0, 1], x: [1.5, null, 2.5, 3.5, null] },
    told: [
      ['y', '1 cell', '"."', 'missing'],
      ['x', '2 cells', '"."', 'missing'],
    ],
    asked: ['x', 'y'],
  },
  'num_euro_suffix.csv': {
    kinds: ['text', 'number'],
    cells: { cost: [90, 70.5, 12.25] },
    told: [['cost', '3 cells', '€']],
  },
  'num_excel_formula.csv': { cells: { sku: ['00123', '00456', '00789'] }, told: [['sku', '3 cells', '="00123"']] },
  'num_excel_mac.csv': {
    rows: 3,
    cells: { Churn: [42, 32, 43], Lost: [67311748, 125580891, 50568572], Bench: [38147147, 136640722, 28072665] },
    told: [
      ['Churn', '3 cells', '%'],
      ['Lost', '3 cells'],
      ['Bench', '3 cells'],
    ],
  },
  'num_excel_na.csv': {
    cells: { x: [1.5, null, 2.5, null, 3.5, null, 4.5, 5.5, 6.5, 7.5], y: [2, null, 4, null, 5, null, 6, 7, 9, 10] },
    told: [
      ['x', '3 cells', '"#N/A"', '"n/a"', '"None"'],
      ['y', '3 cells', '"N/A"', '"NULL"', '"nan"'],
    ],
    asked: ['x', 'y'],
  },
  'num_hex_e.csv': {
    cells: { code: ['9042', '9e42', '8e17', '1033'] },
    told: [['code', '2 cells', '"9e42"']],
    asked: ['code'],
  },
  'num_ids_E.csv': {
    cells: { serial: ['101E01', '888E05', '120E10'] },
    told: [['serial', '3 cells', '"101E01"']],
    asked: ['serial'],
  },
  'num_java_infinity.csv': {
    kinds: ['number'],
    cells: { x: [1.5, null, null, 2.5] },
    told: [['x', '2 cells', '"Infinity"', 'missing']],
  },
  'num_latlon_comma.csv': {
    kinds: ['text', 'number', 'number', 'number'],
    cells: { preis: [1.5, 2.75, 3.2], lat: [48.13715, 50.11092, 53.55108] },
  },
  'num_nbsp.csv': { cells: { prix: [1234.5, 12000, 999.9] }, told: [['prix', '2 cells', 'thousands']] },
  'num_one_comma_col.csv': [
    { rows: 4, names: ['price'], cells: { price: [1.5, 2, 10.99, 0.5] } },
    { told: [[null, /field|name|column|delimiter/]] },
  ],
  'num_paren.csv': {
    cells: { amount: [-999.99, 120.5, -1.25] },
    told: [['amount', '2 cells', '"(999.99)"', 'negative']],
  },
  'num_percent.csv': { cells: { rate: [42, 32.5, 0.4, 7] }, told: [['rate', '4 cells', '"42%"']] },
  'num_plus.csv': { cells: { change: [1.5, -0.3, 0.2, 0] }, told: [['change', '2 cells', '"+1.5"']] },
  'num_sentinel.csv': {
    kinds: ['integer', 'number'],
    cells: { temp: [20.5, -999, 21.5, -999, 19.5] },
    told: [['temp', '2 cells', '-999']],
    asked: ['temp'],
  },
  'num_space_thou.csv': {
    cells: { obyvatel: [1234, 56789, 1200300] },
    told: [['obyvatel', '3 cells', '"1 234"', 'thousands']],
  },
  'num_swiss.csv': {
    cells: { saldo: [1234.5, 12000, 99.95] },
    told: [['saldo', '2 cells', `"1'234.50"`, 'thousands']],
  },
  'num_thousands_us.csv': {
    kinds: ['integer', 'integer'],
    cells: { v: [7726859, 12345, 999] },
    told: [['v', '2 cells', '"7,726,859"', 'thousands']],
  },
  'num_unicode_minus.csv': { cells: { pris: [1.5, -3.5, 10.99, -0.5, -7.25] }, told: [['pris', '3 cells', '"−3,5"']] },
  'num_versions.csv': {
    cells: { version: ['1.1', '1.9', '1.10', '1.11'] },
    told: [['version', '4 cells', '"1.10"']],
    asked: ['version'],
  },
  'num_words_inf.csv': {
    cells: { inf: [null, null, 3, 4.5, null, 7] },
    told: [['inf', '2 cells', '"INF"', 'missing']],
  },
  'q_merge_big.csv': [{ rows: 1000, names: ['id', 'note', 'v'] }, { told: [[null, /lines? 302|line 302/]] }],
  'q_merge_csv.csv': [{ rows: 5 }, { told: [[null, /lines? 3/]] }],
  'q_merge_inch.tsv': [
    { rows: 4, cells: { note: ['"M5 size', 'plain', '20"', 'ok'] } },
    { told: [[null, /lines? 2/]] },
  ],
  'q_missing_end.csv': [
    { rows: 4, cells: { who: ['Ann', 'Bob', 'Cid', 'Dan'] } },
    { rejected: 1, told: [[null, /rejected/]] },
    { rejected: 2, told: [[null, /rejected/]] },
    { refused: /quote/i },
  ],
  'q_tsv_literal.tsv': { rows: 3, cells: { note: [`5'9" tall`, '"hi" he said', 'plain'] } },
  'q_tsv_unclosed.tsv': { rows: 3, cells: { text: ['"Hello', 'Bye', 'Ok'] } },
  'rows_trailing_delim.csv': { rows: 3, names: ['a', 'b', 'c'], cells: { a: [11, 12, 13], c: [33, 34, 35] } },
  'sap_minus.csv': { cells: { amount: [-5, 2000, -1200] }, told: [['amount', '2 cells', '"5.00-"', 'negative']] },
  'sas_dates.csv': {
    kinds: ['time', 'integer'],
    cells: { d: [day('2020-01-01'), day('2020-02-15')] },
    told: [['d', '2 cells', '"01JAN2020"']],
  },
  'toa5.csv': {
    rows: 7,
    names: ['TIMESTAMP', 'RECORD', 'Ux', 'Uy', 'Uz', 'co2', 'h2o', 'Ts', 'press', 'diag'],
    kinds: ['time', 'integer', 'number', 'number', 'number', 'number', 'number', 'number', 'number', 'integer'],
  },
  'tod.csv': {
    cells: { a: [340, 1290, 1065], b: [7, 21, 99] },
    told: [['a', '3 cells', '"05:40"', 'minutes']],
    asked: ['a'],
  },
  'unpadded.csv': {
    kinds: ['time', 'integer'],
    cells: { d: ['2025-02-06T09:00:00.000', '2025-02-07T10:30:00.000', '2025-12-01T09:15:00.000'] },
  },
  'ws_tabs_spaces.csv': { rows: 3, names: ['a', 'b', 'c'], cells: { a: [1, 4, 7], b: [2, 5, 8], c: [3, 6, 9] } },
  'x_de_int_dec.csv': { cells: { a: [1234, 2345], b: [0.5, 1.5] }, told: [['a', '2 cells', '"1.234"']], asked: ['a'] },
  'x_hours.csv': { rows: 2, names: ['day', '0', '1', '2', '3'], cells: { 0: [5, 6] } },
  'x_likert.csv': {
    cells: { Q1: [5, 3, 2, 5, 1, 3, 4], Q2: [4, null, null, null, null, 4, 5] },
    told: [['Q2', '4 cells', '"refused"', '"-"', '"n/a"', '"dk"', 'missing']],
    asked: ['Q2'],
  },
  'x_quoted_hdr_numbers.csv': { rows: 2, names: ['2020', '2021'], cells: { 2020: [5, 7], 2021: [6, 8] } },
  'x_sql_quotes.csv': { rows: 3, names: ['id', 'name'], cells: { name: ["O'Brien, Pat", 'Lee, Ann', 'Roe'] } },
  'x_stars.csv': { cells: { p: [0.05, 0.01, 0.2] }, told: [['p', '2 cells', '"0.05*"', 'stars']] },
  'x_tall_dot3.tsv': {
    cells: { pop: [12.345, 6.789, 123.456] },
    told: [['pop', '3 cells', '"12.345"']],
    asked: ['pop'],
  },
  'x_units_in_cells.csv': { cells: { weight: [5, 6.5, 7] }, told: [['weight', '3 cells', '"5 kg"', 'kg']] },
  'x_yr_one.csv': { rows: 2, names: ['country', '2020'], cells: { 2020: [5, 6] } },
}
