// @vitest-environment happy-dom
import { cleanup, fireEvent, render } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useKeys, useSubmitKey } from "./page-keys";

const claim = vi.fn<() => unknown>();
const submit = vi.fn();

function Page() {
  useKeys({ c: claim, "5": claim });
  useSubmitKey(submit);
  return (
    <>
      <textarea aria-label="Reason" />
      <div role="dialog">
        <button type="button">Close</button>
      </div>
    </>
  );
}

beforeEach(() => vi.clearAllMocks());
afterEach(cleanup);

test("a single key does its deed, in either case, and the browser leaves it alone", () => {
  render(<Page />);
  expect(fireEvent.keyDown(document.body, { key: "c" })).toBe(false);
  fireEvent.keyDown(document.body, { key: "C", shiftKey: true });
  fireEvent.keyDown(document.body, { key: "5" });
  expect(claim).toHaveBeenCalledTimes(3);
});

test("it rests while somebody types, in a dialog, and with a modifier", () => {
  const page = render(<Page />);
  const [field, close] = [page.getByLabelText("Reason"), page.getByText("Close")];
  expect(fireEvent.keyDown(field, { key: "c" })).toBe(true);
  fireEvent.keyDown(close, { key: "c" });
  fireEvent.keyDown(document.body, { key: "c", metaKey: true });
  expect(claim).not.toHaveBeenCalled();
});

test("a deed that was not for this key leaves it to the browser", () => {
  claim.mockReturnValueOnce(false);
  const page = render(<Page />);
  expect(fireEvent.keyDown(document.body, { key: "c" })).toBe(true);
  page.unmount();
});

test("sending works from everywhere, and no longer once the page is left", () => {
  const page = render(<Page />);
  const field = page.getByLabelText("Reason");
  fireEvent.keyDown(field, { key: "Enter" });
  expect(submit).not.toHaveBeenCalled();
  fireEvent.keyDown(field, { key: "Enter", metaKey: true });
  fireEvent.keyDown(document.body, { key: "Enter", ctrlKey: true });
  expect(submit).toHaveBeenCalledTimes(2);
  page.unmount();
  fireEvent.keyDown(document.body, { key: "Enter", ctrlKey: true });
  expect(submit).toHaveBeenCalledTimes(2);
});
