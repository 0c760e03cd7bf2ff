"""Steps with the whole data file: loading, backing up, recovering, handing over."""
