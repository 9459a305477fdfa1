/* Where a row of work goes too far, while it is being written and with no connection: a first word only.
   What counts is what the server says of the whole note, and it says it as soon as it has it. */

export const beyondOf = (row, { limits, labels, techniques }) => {
  const name = (technique) => techniques[technique] || technique;
  const said = limits.out.includes(row.technique) ? [`${name(row.technique)} is ruled out.`] : [];
  if (row.pressure > limits.most) said.push(`Pressure ${row.pressure} is above ${limits.most}.`);
  row.regions.forEach((leaf) => {
    const here = limits.leaves[leaf];
    const where = labels[leaf] || leaf;
    if (!here) return;
    if (here.avoid) said.push(`${where}: to be left out.`);
    else if (here.out.includes(row.technique)) said.push(`${where}: no ${name(row.technique).toLowerCase()}.`);
    if (row.pressure > here.most && here.most < limits.most) said.push(`${where}: pressure ${here.most} at most.`);
  });
  return said;
};
