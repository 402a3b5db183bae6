import type { Page } from 'playwright-core';
import type { KeyPair } from '../../sandbox/accounts';
import { findKeyPair } from '../../../src/core/keyPairText';

/** The portal in another tab of the person's browser. */
export class PortalTab {
  private constructor(
    private readonly page: Page,
    private readonly portal: string,
  ) {}

  static async open(beside: Page, portal: string): Promise<PortalTab> {
    return new PortalTab(await beside.context().newPage(), portal);
  }

  async signIn(userName: string, password: string): Promise<void> {
    await this.page.goto(`${this.portal}/login/auth`);
    await this.page.locator('[name="j_username"]:visible').fill(userName);
    await this.page.locator('[name="j_password"]:visible').fill(password);
    await this.page.getByRole('button', { name: 'Login', exact: true }).click();
    await this.page.getByText('Logout').first().waitFor();
  }

  /** Clicks the dataset's button for keys, and gives what the page then shows. */
  async newPair(datasetId: string): Promise<KeyPair> {
    await this.page.goto(`${this.portal}/project?project=${datasetId}`);
    await this.page.getByText('Get/Reset AWS S3 Access').click();
    await this.page.waitForURL(/project\/aws/);
    const pair = findKeyPair(await this.page.locator('body').innerText());
    if (!pair) throw new Error('The portal’s page shows no key pair.');
    return pair;
  }

  async acceptTerms(termsId: string): Promise<void> {
    await this.page.goto(`${this.portal}/terms/show/${termsId}`);
    await this.page.getByRole('button', { name: /Agree/ }).click();
    await this.page.waitForLoadState();
  }

  close(): Promise<void> {
    return this.page.close();
  }
}
