// The endpoint's answer to a query, or in a sentence why there is none.

const ENDPOINT = "/sparql";
const ACCEPT = "application/sparql-results+json, text/turtle;q=0.9";

export const encoded = (query, format) => new URLSearchParams(format ? { query, format } : { query });

// Where an answer can be had by a link.
export const addressOf = (query, format) => `${ENDPOINT}?${encoded(query, format)}`;

// Why there is no answer; `line` and `column`, from 1, where the query tells of the fault.
export class Fault extends Error {
  constructor(says, place) {
    super(says);
    Object.assign(this, { line: place?.line, column: place?.column });
  }
}

// What a response says that is no answer: a problem (RFC 9457), or a line of text.
export const fault = (status, media, body) => {
  let problem = {};
  try {
    if (media.includes("json")) problem = JSON.parse(body);
  } catch {
    // Not ours but of something between: it is shown as it is.
  }
  return new Fault(problem?.detail || body.slice(0, 2000) || `The server answers ${status}.`, problem);
};

const BROKEN = "The answer broke off before its end, most likely since the time for it was up. Ask for less: with a LIMIT, or of fewer things.";

const unless = async (pending, signal, says) => {
  try {
    return await pending;
  } catch (error) {
    throw new Fault(signal?.aborted ? "Stopped." : says(error));
  }
};

// { response, body } of an answer, the body read by `read`. Raises Fault.
export const ask = async (query, { format, signal, read = (response) => response.text() } = {}) => {
  const headers = format ? {} : { Accept: ACCEPT };
  const asked = fetch(ENDPOINT, { method: "POST", body: encoded(query, format), headers, signal });
  const response = await unless(asked, signal, (error) => `The server can't be reached: ${error.message}`);
  const reading = response.ok ? read(response) : response.text();
  const body = await unless(reading, signal, () => BROKEN);
  if (!response.ok) throw fault(response.status, response.headers.get("Content-Type") ?? "", body);
  return { response, body };
};
