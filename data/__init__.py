"""What knows: facts, time, ledger and queries. Imports no Streamlit but in `data.frames`."""
