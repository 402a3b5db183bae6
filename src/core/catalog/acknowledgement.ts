/**
 * The words that the data use terms ask for, to be used as they are: WU-Minn HCP Consortium Open Access Data Use
 * Terms, 26 April 2013, clause 5 a. "In part" stands in brackets there.
 */
export const acknowledgement =
  'Data were provided [in part] by the Human Connectome Project, WU-Minn Consortium (Principal Investigators: ' +
  'David Van Essen and Kamil Ugurbil; 1U54MH091657) funded by the 16 NIH Institutes and Centers that support the ' +
  'NIH Blueprint for Neuroscience Research; and by the McDonnell Center for Systems Neuroscience at Washington ' +
  'University.';

/** The publications that the terms ask to cite besides. */
export const citationsUrl = 'https://www.humanconnectome.org/study/hcp-young-adult/document/hcp-citations';
