import { Workbench } from './workbench.ts';

describe('API Management policies', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open();
  });
  after(() => workbench.close());

  it('are underlined where they are wrong, and explained', async () => {
    await workbench.openFile('apim/orders.policy.xml');
    await workbench.page.locator('.squiggly-warning, .squiggly-error').first().waitFor();
    await workbench.page.getByText('Evaluate Against a Token').first().waitFor();
    const hover = await workbench.hover(5, 12);
    await hover.getByText('Microsoft Entra ID').first().waitFor();
    await workbench.screenshot('policy-editor');
  });
});
