/** Whether what stands before `at` leaves a code span or a bracket open. */
function isInside(text: string, at: number): boolean {
  let depth = 0;
  let code = false;
  for (const sign of text.slice(0, at)) {
    if (sign === '`') code = !code;
    else if (!code && sign === '(') depth += 1;
    else if (!code && sign === ')') depth -= 1;
  }
  return code || depth > 0;
}

/** The parts of a line that a full stop or a semicolon ends, brackets and code left whole. */
function partsOf(line: string): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < line.length - 1; at += 1) {
    const ends = (line[at] === '.' || line[at] === ';') && /[ *]/.test(line[at + 1] ?? '');
    if (!ends || isInside(line.slice(from), at - from)) continue;
    parts.push(line.slice(from, at + 1));
    from = at + 1;
  }
  return [...parts, line.slice(from)].map((part) => part.replace(/^[\s*]+/, '').trim()).filter((part) => part !== '');
}

/** Whether a line of a table says nothing: its rule, and the names of its columns. */
const isFrame = (line: string): boolean => /^\|\s*(-|name \||type \|)/.test(line);

/** The statements of a section: its sentences, the parts of long ones, and each row of its tables. */
export function sentencesOf(section: string): readonly string[] {
  const prose = section.replace(/^## .*\n/, '').replace(/```[\s\S]*?```/g, '');
  // A line that ends without a stop goes on in the next one.
  const joined = prose.replace(/([^.:|\n])\n(?=[^\n|*#-])/g, '$1 ');
  return joined
    .split('\n')
    .filter((line) => line.trim() !== '' && !isFrame(line))
    .flatMap((line) => (line.startsWith('|') ? [line] : partsOf(line)));
}
