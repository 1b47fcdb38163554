export const writeInstallers = async (_folder: string): Promise<void> => {}
