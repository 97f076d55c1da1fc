/** Copies the text of another element; hidden until the script that does it runs. */
export function CopyButton({ from, label }: { readonly from: string; readonly label: string }) {
  return (
    <button type="button" class="hds-button hds-button--secondary hds-button--small" data-copy={from} hidden>
      {label}
    </button>
  );
}
