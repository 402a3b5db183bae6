/** A file of HCP_Resources: what its text is comes from its name, as for every other file. */
interface ResourceFile {
  readonly path: string;
  readonly size: number;
}

/** A handful of group-level resources, among them two folder markers. */
export const RESOURCE_FILES: readonly ResourceFile[] = [
  { path: '', size: 0 },
  { path: 'GroupAvg/', size: 0 },
  { path: 'GroupAvg/README.txt', size: 1_284 },
  { path: 'GroupAvg/group_sizes.csv', size: 2_310 },
  { path: 'GroupAvg/HCP_S1200_GroupAvg_v1.log', size: 4_096 },
  { path: 'Protocols/3T_acquisition_parameters.csv', size: 3_502 },
  { path: 'Protocols/7T_acquisition_parameters.csv', size: 2_911 },
  { path: 'Protocols/reference_manual_appendix.txt', size: 48_213 },
  { path: 'release_notes.txt', size: 6_020 },
];
